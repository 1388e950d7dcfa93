// @ts-nocheck
// Generated from snapshots.openapi.json by `npm run generate`. Do not edit.
'use strict';
export const validateSnapshot = validate22;
const schema7 = {
  $id: 'SnapshotDetailsItem',
  type: 'object',
  properties: {
    id: { type: 'string', nullable: true, maxLength: 4096 },
    namespace: { type: 'string', nullable: true, maxLength: 4096 },
    sourceName: { type: 'string', nullable: true, maxLength: 4096 },
    osImage: { type: 'string', nullable: true, maxLength: 4096 },
    customPackage: { type: 'string', nullable: true, maxLength: 4096 },
    rootDiskSize: { type: 'string', nullable: true, maxLength: 4096 },
    creationDate: { type: 'string', nullable: true, maxLength: 4096 },
    username: { type: 'string', nullable: true, maxLength: 4096 },
    tenancyName: { type: 'string', nullable: true, maxLength: 4096 },
    readyToUse: { type: 'boolean', nullable: true },
  },
};
function validate22(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="SnapshotDetailsItem" */
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      if (data.id !== undefined) {
        let data0 = data.id;
        const _errs1 = errors;
        if (typeof data0 !== 'string' && data0 !== null) {
          validate22.errors = [
            {
              instancePath: instancePath + '/id',
              schemaPath: '#/properties/id/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
            },
          ];
          return false;
        }
        if (errors === _errs1) {
          if (typeof data0 === 'string') {
            if (data0.length > 4096) {
              validate22.errors = [
                {
                  instancePath: instancePath + '/id',
                  schemaPath: '#/properties/id/maxLength',
                  keyword: 'maxLength',
                  params: { limit: 4096 },
                  message: 'must NOT have more than 4096 characters',
                },
              ];
              return false;
            }
          }
        }
        var valid0 = _errs1 === errors;
      } else {
        var valid0 = true;
      }
      if (valid0) {
        if (data.namespace !== undefined) {
          let data1 = data.namespace;
          const _errs4 = errors;
          if (typeof data1 !== 'string' && data1 !== null) {
            validate22.errors = [
              {
                instancePath: instancePath + '/namespace',
                schemaPath: '#/properties/namespace/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              },
            ];
            return false;
          }
          if (errors === _errs4) {
            if (typeof data1 === 'string') {
              if (data1.length > 4096) {
                validate22.errors = [
                  {
                    instancePath: instancePath + '/namespace',
                    schemaPath: '#/properties/namespace/maxLength',
                    keyword: 'maxLength',
                    params: { limit: 4096 },
                    message: 'must NOT have more than 4096 characters',
                  },
                ];
                return false;
              }
            }
          }
          var valid0 = _errs4 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.sourceName !== undefined) {
            let data2 = data.sourceName;
            const _errs7 = errors;
            if (typeof data2 !== 'string' && data2 !== null) {
              validate22.errors = [
                {
                  instancePath: instancePath + '/sourceName',
                  schemaPath: '#/properties/sourceName/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                },
              ];
              return false;
            }
            if (errors === _errs7) {
              if (typeof data2 === 'string') {
                if (data2.length > 4096) {
                  validate22.errors = [
                    {
                      instancePath: instancePath + '/sourceName',
                      schemaPath: '#/properties/sourceName/maxLength',
                      keyword: 'maxLength',
                      params: { limit: 4096 },
                      message: 'must NOT have more than 4096 characters',
                    },
                  ];
                  return false;
                }
              }
            }
            var valid0 = _errs7 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.osImage !== undefined) {
              let data3 = data.osImage;
              const _errs10 = errors;
              if (typeof data3 !== 'string' && data3 !== null) {
                validate22.errors = [
                  {
                    instancePath: instancePath + '/osImage',
                    schemaPath: '#/properties/osImage/type',
                    keyword: 'type',
                    params: { type: 'string' },
                    message: 'must be string',
                  },
                ];
                return false;
              }
              if (errors === _errs10) {
                if (typeof data3 === 'string') {
                  if (data3.length > 4096) {
                    validate22.errors = [
                      {
                        instancePath: instancePath + '/osImage',
                        schemaPath: '#/properties/osImage/maxLength',
                        keyword: 'maxLength',
                        params: { limit: 4096 },
                        message: 'must NOT have more than 4096 characters',
                      },
                    ];
                    return false;
                  }
                }
              }
              var valid0 = _errs10 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.customPackage !== undefined) {
                let data4 = data.customPackage;
                const _errs13 = errors;
                if (typeof data4 !== 'string' && data4 !== null) {
                  validate22.errors = [
                    {
                      instancePath: instancePath + '/customPackage',
                      schemaPath: '#/properties/customPackage/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                    },
                  ];
                  return false;
                }
                if (errors === _errs13) {
                  if (typeof data4 === 'string') {
                    if (data4.length > 4096) {
                      validate22.errors = [
                        {
                          instancePath: instancePath + '/customPackage',
                          schemaPath: '#/properties/customPackage/maxLength',
                          keyword: 'maxLength',
                          params: { limit: 4096 },
                          message: 'must NOT have more than 4096 characters',
                        },
                      ];
                      return false;
                    }
                  }
                }
                var valid0 = _errs13 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.rootDiskSize !== undefined) {
                  let data5 = data.rootDiskSize;
                  const _errs16 = errors;
                  if (typeof data5 !== 'string' && data5 !== null) {
                    validate22.errors = [
                      {
                        instancePath: instancePath + '/rootDiskSize',
                        schemaPath: '#/properties/rootDiskSize/type',
                        keyword: 'type',
                        params: { type: 'string' },
                        message: 'must be string',
                      },
                    ];
                    return false;
                  }
                  if (errors === _errs16) {
                    if (typeof data5 === 'string') {
                      if (data5.length > 4096) {
                        validate22.errors = [
                          {
                            instancePath: instancePath + '/rootDiskSize',
                            schemaPath: '#/properties/rootDiskSize/maxLength',
                            keyword: 'maxLength',
                            params: { limit: 4096 },
                            message: 'must NOT have more than 4096 characters',
                          },
                        ];
                        return false;
                      }
                    }
                  }
                  var valid0 = _errs16 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.creationDate !== undefined) {
                    let data6 = data.creationDate;
                    const _errs19 = errors;
                    if (typeof data6 !== 'string' && data6 !== null) {
                      validate22.errors = [
                        {
                          instancePath: instancePath + '/creationDate',
                          schemaPath: '#/properties/creationDate/type',
                          keyword: 'type',
                          params: { type: 'string' },
                          message: 'must be string',
                        },
                      ];
                      return false;
                    }
                    if (errors === _errs19) {
                      if (typeof data6 === 'string') {
                        if (data6.length > 4096) {
                          validate22.errors = [
                            {
                              instancePath: instancePath + '/creationDate',
                              schemaPath: '#/properties/creationDate/maxLength',
                              keyword: 'maxLength',
                              params: { limit: 4096 },
                              message: 'must NOT have more than 4096 characters',
                            },
                          ];
                          return false;
                        }
                      }
                    }
                    var valid0 = _errs19 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.username !== undefined) {
                      let data7 = data.username;
                      const _errs22 = errors;
                      if (typeof data7 !== 'string' && data7 !== null) {
                        validate22.errors = [
                          {
                            instancePath: instancePath + '/username',
                            schemaPath: '#/properties/username/type',
                            keyword: 'type',
                            params: { type: 'string' },
                            message: 'must be string',
                          },
                        ];
                        return false;
                      }
                      if (errors === _errs22) {
                        if (typeof data7 === 'string') {
                          if (data7.length > 4096) {
                            validate22.errors = [
                              {
                                instancePath: instancePath + '/username',
                                schemaPath: '#/properties/username/maxLength',
                                keyword: 'maxLength',
                                params: { limit: 4096 },
                                message: 'must NOT have more than 4096 characters',
                              },
                            ];
                            return false;
                          }
                        }
                      }
                      var valid0 = _errs22 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.tenancyName !== undefined) {
                        let data8 = data.tenancyName;
                        const _errs25 = errors;
                        if (typeof data8 !== 'string' && data8 !== null) {
                          validate22.errors = [
                            {
                              instancePath: instancePath + '/tenancyName',
                              schemaPath: '#/properties/tenancyName/type',
                              keyword: 'type',
                              params: { type: 'string' },
                              message: 'must be string',
                            },
                          ];
                          return false;
                        }
                        if (errors === _errs25) {
                          if (typeof data8 === 'string') {
                            if (data8.length > 4096) {
                              validate22.errors = [
                                {
                                  instancePath: instancePath + '/tenancyName',
                                  schemaPath: '#/properties/tenancyName/maxLength',
                                  keyword: 'maxLength',
                                  params: { limit: 4096 },
                                  message: 'must NOT have more than 4096 characters',
                                },
                              ];
                              return false;
                            }
                          }
                        }
                        var valid0 = _errs25 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.readyToUse !== undefined) {
                          let data9 = data.readyToUse;
                          const _errs28 = errors;
                          if (typeof data9 !== 'boolean' && data9 !== null) {
                            validate22.errors = [
                              {
                                instancePath: instancePath + '/readyToUse',
                                schemaPath: '#/properties/readyToUse/type',
                                keyword: 'type',
                                params: { type: 'boolean' },
                                message: 'must be boolean',
                              },
                            ];
                            return false;
                          }
                          var valid0 = _errs28 === errors;
                        } else {
                          var valid0 = true;
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate22.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate22.errors = vErrors;
  return errors === 0;
}
export const validateSnapshotList = validate24;
const schema8 = {
  $id: 'ListResultDtoOfSnapshotDetailsItem',
  type: 'object',
  properties: { items: { type: 'array', nullable: true, items: { $ref: 'SnapshotDetailsItem' } } },
  required: ['items'],
};
function validate24(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="ListResultDtoOfSnapshotDetailsItem" */
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (data.items === undefined && (missing0 = 'items')) {
        validate24.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.items !== undefined) {
          let data0 = data.items;
          const _errs1 = errors;
          if (!Array.isArray(data0) && data0 !== null) {
            validate24.errors = [
              {
                instancePath: instancePath + '/items',
                schemaPath: '#/properties/items/type',
                keyword: 'type',
                params: { type: 'array' },
                message: 'must be array',
              },
            ];
            return false;
          }
          if (errors === _errs1) {
            if (Array.isArray(data0)) {
              var valid1 = true;
              const len0 = data0.length;
              for (let i0 = 0; i0 < len0; i0++) {
                const _errs4 = errors;
                if (
                  !validate22(data0[i0], {
                    instancePath: instancePath + '/items/' + i0,
                    parentData: data0,
                    parentDataProperty: i0,
                    rootData,
                  })
                ) {
                  vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
                  errors = vErrors.length;
                }
                var valid1 = _errs4 === errors;
                if (!valid1) {
                  break;
                }
              }
            }
          }
        }
      }
    } else {
      validate24.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate24.errors = vErrors;
  return errors === 0;
}
export const validateCommandOutput = validate26;
const schema9 = {
  $id: 'SnapshotCommandOutput',
  type: 'object',
  properties: { id: { type: 'string', nullable: true, maxLength: 4096 } },
};
function validate26(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="SnapshotCommandOutput" */
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      if (data.id !== undefined) {
        let data0 = data.id;
        const _errs1 = errors;
        if (typeof data0 !== 'string' && data0 !== null) {
          validate26.errors = [
            {
              instancePath: instancePath + '/id',
              schemaPath: '#/properties/id/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
            },
          ];
          return false;
        }
        if (errors === _errs1) {
          if (typeof data0 === 'string') {
            if (data0.length > 4096) {
              validate26.errors = [
                {
                  instancePath: instancePath + '/id',
                  schemaPath: '#/properties/id/maxLength',
                  keyword: 'maxLength',
                  params: { limit: 4096 },
                  message: 'must NOT have more than 4096 characters',
                },
              ];
              return false;
            }
          }
        }
      }
    } else {
      validate26.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate26.errors = vErrors;
  return errors === 0;
}
