metadata description = 'The function app on the plan Flex Consumption, and every setting that it reads.'

param suffix string
param unique string
param location string
param tags object
param identityId string
param identityClientId string
param storageAccountName string
param deploymentContainerUri string
param topicEndpoint string
param emailEndpoint string
param emailFrom string
param alertEmail string
param escalationEmail string
param signingKeyReference string
param previousSigningKeyReference string
param insightsConnectionString string
param schedule string
param batchSize int
param orderGeneratorEnabled bool
param instanceMemoryMB int
param maximumInstanceCount int
param alwaysReadyDurableInstances int
param zoneRedundant bool

@description('Settings that the template has no parameter for; they win over the template\'s own.')
param additionalSettings object

@description('Whether the Durable Task Scheduler keeps the orchestrations, and not the storage account.')
param useScheduler bool

@description('Of the Durable Task Scheduler; empty without.')
param schedulerEndpoint string

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-inventory-${suffix}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource site 'Microsoft.Web/sites@2025-03-01' = {
  name: 'func-inventory-${suffix}-${unique}'
  location: location
  // azd finds the app to deploy to by this tag.
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyDurableInstances == 0
          ? []
          : [
              { name: 'durable', instanceCount: alwaysReadyDurableInstances }
            ]
      }
    }
  }
}

// Nobody deploys with a password.
resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: site
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noScmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: site
  name: 'scm'
  properties: {
    allow: false
  }
}

var settings = {
  Environment: suffix

  AzureWebJobsStorage__accountName: storageAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId

  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'

  BatchUpdate__Schedule: schedule
  BatchUpdate__BatchSize: string(batchSize)

  EventGrid__TopicEndpoint: topicEndpoint
  EventGrid__credential: 'managedidentity'
  EventGrid__clientId: identityClientId

  AzureWebJobs_OrderGeneratorTimer_Disabled: orderGeneratorEnabled ? 'false' : 'true'
}

var notificationSettings = {
  Notifications__EmailEndpoint: emailEndpoint
  Notifications__EmailFrom: emailFrom
  Notifications__AlertEmail: alertEmail
  Notifications__credential: 'managedidentity'
  Notifications__clientId: identityClientId
}

var callbackSettings = {
  Callbacks__SigningKey: signingKeyReference
  Callbacks__PreviousSigningKey: previousSigningKeyReference
}

var escalationSettings = empty(escalationEmail)
  ? {}
  : {
      PurchaseOrders__EscalationEmail: escalationEmail
    }

var schedulerSettings = !useScheduler
  ? {}
  : {
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
    }

// All of them in one resource: a deployment takes away what is not here.
resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: site
  name: 'appsettings'
  properties: union(
    settings,
    notificationSettings,
    callbackSettings,
    escalationSettings,
    schedulerSettings,
    additionalSettings
  )
}

output name string = site.name
output id string = site.id
output hostName string = site.properties.defaultHostName
