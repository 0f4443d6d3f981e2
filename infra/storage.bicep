metadata description = 'The storage account: tables, queues, the deployed package, and events that could not be delivered. No key opens it.'

param name string
param location string
param tags object
param zoneRedundant bool
param appPrincipalId string
param topicPrincipalId string

var deploymentContainerName = 'app-package'
var deadLetterContainerName = 'dead-letters'

// The tables and queues of the app. It creates them itself where they are missing; here they stand so that alerts and roles find them from the first minute.
var tables = [
  'Callbacks'
  'ChangeFeedFailures'
  'Imports'
  'ImportStaging'
  'Inventory'
  'InventoryJournal'
  'JobErrors'
  'Jobs'
  'Notifications'
  'Orders'
  'PoisonMessages'
  'PurchaseOrders'
  'ReconcileReports'
  'RestoreReports'
  'Schedules'
]
var queues = ['orders', 'purchase-orders', 'notifications', 'change-feed']
var queuesAndPoison = flatten(map(queues, queue => [queue, '${queue}-poison']))

// The queues that the topic's subscriptions deliver to: change-feed is the app's own.
var topicQueues = ['orders', 'purchase-orders', 'notifications']

var storageBlobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var storageQueueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var storageQueueDataMessageSender = 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
var storageTableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
  }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource deploymentContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobService
  name: deploymentContainerName
}

resource deadLetterContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobService
  name: deadLetterContainerName
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-06-01' = [
  for tableName in tables: {
    parent: tableService
    name: tableName
  }
]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' = [
  for queueName in queuesAndPoison: {
    parent: queueService
    name: queueName
  }
]

resource topicQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' existing = [
  for queueName in topicQueues: {
    parent: queueService
    name: queueName
  }
]

// What the Functions host and Durable Functions ask for: leases and the package are blobs, work items are queues, history is tables.
var appRoles = [storageBlobDataOwner, storageQueueDataContributor, storageTableDataContributor]

resource appUsesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in appRoles: {
    name: guid(account.id, appPrincipalId, role)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource topicSendsToQueue 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (queueName, i) in topicQueues: {
    name: guid(account.id, queueName, topicPrincipalId, storageQueueDataMessageSender)
    scope: topicQueue[i]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageQueueDataMessageSender)
      principalId: topicPrincipalId
      principalType: 'ServicePrincipal'
    }
    dependsOn: [queue]
  }
]

resource topicWritesDeadLetters 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(deadLetterContainer.id, topicPrincipalId, storageBlobDataContributor)
  scope: deadLetterContainer
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
    principalId: topicPrincipalId
    principalType: 'ServicePrincipal'
  }
}

output id string = account.id
output name string = account.name
output deploymentContainerUri string = '${account.properties.primaryEndpoints.blob}${deploymentContainerName}'
output deadLetterContainer string = deadLetterContainerName
