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
    creationDate: { type: 'string', nullable: true, maxLength: 4096 },
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
            if (data.creationDate !== undefined) {
              let data3 = data.creationDate;
              const _errs10 = errors;
              if (typeof data3 !== 'string' && data3 !== null) {
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
              if (errors === _errs10) {
                if (typeof data3 === 'string') {
                  if (data3.length > 4096) {
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
              var valid0 = _errs10 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.readyToUse !== undefined) {
                let data4 = data.readyToUse;
                const _errs13 = errors;
                if (typeof data4 !== 'boolean' && data4 !== null) {
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
                var valid0 = _errs13 === errors;
              } else {
                var valid0 = true;
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
export const validateSnapshotList = validate23;
const schema8 = {
  $id: 'ListResultDtoOfSnapshotDetailsItem',
  type: 'object',
  properties: { items: { type: 'array', nullable: true } },
  required: ['items'],
};
function validate23(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="ListResultDtoOfSnapshotDetailsItem" */
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (data.items === undefined && (missing0 = 'items')) {
        validate23.errors = [
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
          if (!Array.isArray(data0) && data0 !== null) {
            validate23.errors = [
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
        }
      }
    } else {
      validate23.errors = [
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
  validate23.errors = vErrors;
  return errors === 0;
}
export const validateCommandOutput = validate24;
const schema9 = {
  $id: 'SnapshotCommandOutput',
  type: 'object',
  properties: { id: { type: 'string', nullable: true, maxLength: 4096 } },
};
function validate24(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="SnapshotCommandOutput" */
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      if (data.id !== undefined) {
        let data0 = data.id;
        const _errs1 = errors;
        if (typeof data0 !== 'string' && data0 !== null) {
          validate24.errors = [
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
              validate24.errors = [
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
