metadata description = 'The charts of the original (parity A16), and those of jobs, reservations and purchase orders.'

param suffix string
param location string
param tags object
param workspaceId string
param storageAccountId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, suffix, 'inventory-workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Inventory Functions [${suffix}]'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: replace(
      replace(loadTextContent('workbook.json'), '__STORAGE_ACCOUNT_ID__', storageAccountId),
      '__WORKSPACE_ID__',
      workspaceId
    )
  }
}

output id string = workbook.id
