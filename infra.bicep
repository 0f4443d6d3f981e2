metadata name = 'Inventory Functions'
metadata description = 'Everything the app needs in Azure, in one resource group, without a secret in any setting or output. See docs/deploy.md.'

targetScope = 'resourceGroup'

// ---- The parameters of the original, with its names, defaults and limits (parity A1) ----

@description('Names the environment: in resource names, tags, metrics and alerts. Lower-case letters, digits and hyphens. Two environments may share a resource group.')
@minLength(1)
@maxLength(24)
param environmentSuffix string = 'prod'

@description('Who is told: of alerts, of what happens to the inventory, and of purchase orders that wait for approval.')
@minLength(3)
param alertEmail string

@description('When the batch update runs: rate(...) or cron(...) as AWS writes them, in UTC.')
param scheduleExpression string = 'rate(1 hour)'

@description('Items in a transaction of the batch update.')
@minValue(1)
@maxValue(100)
param jobBatchSize int = 50

// ---- Ours ----

@description('An alarm tells when no batch update ended for this long: an ISO 8601 duration that alert rules know, up to P2D. Empty: no alarm. By default there is one for the default schedule only.')
@allowed(['', 'PT1H', 'PT2H', 'PT3H', 'PT4H', 'PT5H', 'PT6H', 'P1D', 'P2D'])
param batchUpdateExpectedWithin string = scheduleExpression == 'rate(1 hour)' ? 'PT2H' : ''

@description('Where the resources are. The plan Flex Consumption must be offered there.')
param location string = resourceGroup().location

@description('Who is told of purchase orders that nobody decided. Empty: nobody.')
param escalationEmail string = ''

@description('Memory of an instance, in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('The most instances that the app scales out to.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('Instances that are always there for orchestrations and activities. 0 costs nothing while idle, and makes the first order wait for a start.')
@minValue(0)
@maxValue(20)
param alwaysReadyDurableInstances int = 1

@description('Where the state of orchestrations is kept. It cannot be moved from one to the other: let running orchestrations end before a change.')
@allowed(['AzureStorage', 'DurableTaskScheduler'])
param durableBackend string = 'AzureStorage'

@description('Spreads plan and storage over availability zones. The region must have them.')
param zoneRedundant bool = false

@description('Where Azure Communication Services keeps its data.')
param communicationDataLocation string = 'Europe'

@description('A verified mail domain of yours, by its resource id (Microsoft.Communication/emailServices/domains), in the same data location. Empty: a domain of Azure\'s, which sends 5 mails a minute and 10 an hour.')
param emailDomainId string = ''

@description('The sender\'s name in that domain, before the @. A domain of Azure\'s has DoNotReply only.')
@minLength(1)
param emailSender string = 'DoNotReply'

@description('Makes up an order each minute, for trying things out (parity B2).')
param orderGeneratorEnabled bool = false

@description('Other settings of the app, by name, such as Reservations__HoldDuration. No secrets: those go into the vault, and here stands a reference to them.')
param additionalSettings object = {}

@description('The key that links in mails are signed with. Leave it alone: it is made up here, and taken at the first deployment only.')
@secure()
param newSigningKey string = base64('${newGuid()}${newGuid()}')

@description('Takes the place of the previous key until there is one. As with the key itself.')
@secure()
param newPreviousSigningKey string = base64('${newGuid()}/${newGuid()}')

var suffixCharacters = 'abcdefghijklmnopqrstuvwxyz0123456789-'
var suffixIsSound = environmentSuffix == toLower(environmentSuffix) && empty(filter(
  range(0, length(environmentSuffix)),
  i => !contains(suffixCharacters, substring(environmentSuffix, i, 1))
))
var suffix = suffixIsSound
  ? environmentSuffix
  : fail('environmentSuffix must be lower-case letters, digits and hyphens only.')

var scheduleIsSound = endsWith(scheduleExpression, ')') && (startsWith(scheduleExpression, 'rate(') || startsWith(
  scheduleExpression,
  'cron('
))
var schedule = scheduleIsSound ? scheduleExpression : fail('scheduleExpression must be rate(...) or cron(...).')

var useScheduler = durableBackend == 'DurableTaskScheduler'
var unique = uniqueString(resourceGroup().id, suffix)
var letters = replace(suffix, '-', '')
var tags = {
  Environment: suffix
  Application: 'InventoryFunctions'
}

module identities 'infra/identities.bicep' = {
  name: 'identities-${suffix}'
  params: {
    suffix: suffix
    location: location
    tags: tags
  }
}

module monitoring 'infra/monitoring.bicep' = {
  name: 'monitoring-${suffix}'
  params: {
    suffix: suffix
    location: location
    tags: tags
    appPrincipalId: identities.outputs.appPrincipalId
  }
}

module storage 'infra/storage.bicep' = {
  name: 'storage-${suffix}'
  params: {
    name: 'inv${take(letters, 8)}${unique}'
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    appPrincipalId: identities.outputs.appPrincipalId
    topicPrincipalId: identities.outputs.topicPrincipalId
  }
}

module events 'infra/events.bicep' = {
  name: 'events-${suffix}'
  params: {
    name: 'inventory-events-${suffix}-${take(unique, 6)}'
    location: location
    tags: tags
    storageAccountId: storage.outputs.id
    deadLetterContainer: storage.outputs.deadLetterContainer
    topicIdentityId: identities.outputs.topicIdentityId
    appPrincipalId: identities.outputs.appPrincipalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module secrets 'infra/secrets.bicep' = {
  name: 'secrets-${suffix}'
  params: {
    name: 'kv${take(letters, 8)}${unique}'
    location: location
    tags: tags
    appPrincipalId: identities.outputs.appPrincipalId
    workspaceId: monitoring.outputs.workspaceId
    newSigningKey: newSigningKey
    newPreviousSigningKey: newPreviousSigningKey
  }
}

module email 'infra/email.bicep' = {
  name: 'email-${suffix}'
  params: {
    suffix: suffix
    unique: take(unique, 6)
    tags: tags
    dataLocation: communicationDataLocation
    ownDomainId: emailDomainId
    sender: emailSender
    appPrincipalId: identities.outputs.appPrincipalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module scheduler 'infra/scheduler.bicep' = if (useScheduler) {
  name: 'scheduler-${suffix}'
  params: {
    name: 'inventory-${suffix}-${take(unique, 6)}'
    location: location
    tags: tags
    appPrincipalId: identities.outputs.appPrincipalId
  }
}

module app 'infra/app.bicep' = {
  name: 'app-${suffix}'
  params: {
    suffix: suffix
    unique: take(unique, 6)
    location: location
    tags: tags
    identityId: identities.outputs.appIdentityId
    identityClientId: identities.outputs.appClientId
    storageAccountName: storage.outputs.name
    deploymentContainerUri: storage.outputs.deploymentContainerUri
    topicEndpoint: events.outputs.endpoint
    emailEndpoint: email.outputs.endpoint
    emailFrom: email.outputs.from
    alertEmail: alertEmail
    escalationEmail: escalationEmail
    signingKeyReference: secrets.outputs.signingKeyReference
    previousSigningKeyReference: secrets.outputs.previousSigningKeyReference
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    schedule: schedule
    batchSize: jobBatchSize
    orderGeneratorEnabled: orderGeneratorEnabled
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyDurableInstances: alwaysReadyDurableInstances
    zoneRedundant: zoneRedundant
    additionalSettings: additionalSettings
    useScheduler: useScheduler
    schedulerEndpoint: useScheduler ? scheduler!.outputs.endpoint : ''
  }
}

module alerts 'infra/alerts.bicep' = {
  name: 'alerts-${suffix}'
  params: {
    suffix: suffix
    location: location
    tags: tags
    alertEmail: alertEmail
    workspaceId: monitoring.outputs.workspaceId
    storageAccountId: storage.outputs.id
    topicId: events.outputs.id
    batchUpdateExpectedWithin: batchUpdateExpectedWithin
  }
}

module workbook 'infra/workbook.bicep' = {
  name: 'workbook-${suffix}'
  params: {
    suffix: suffix
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    storageAccountId: storage.outputs.id
  }
}

// ---- What the original gives out (parity A18) ----

@description('The table of items.')
output inventoryTableName string = 'Inventory'

@description('The table of job records.')
output jobExecutionTableName string = 'Jobs'

@description('The function app.')
output functionAppName string = app.outputs.name

@description('Its resource id.')
output functionAppId string = app.outputs.id

@description('The base address of its calls.')
output apiBaseUrl string = 'https://${app.outputs.hostName}/api'

@description('The topic of events and alerts, by resource id.')
output topicId string = events.outputs.id

@description('When the batch update runs.')
output scheduleExpression string = schedule

@description('The workbook with the charts.')
output dashboardUrl string = '${environment().portal}/#@${tenant().tenantId}/resource${workbook.outputs.id}/workbook'

@description('The namespace of the app\'s own metrics.')
output metricsNamespace string = 'InventoryScheduler/${suffix}'

@description('The account that holds everything.')
output storageAccountName string = storage.outputs.name

@description('The vault of the key that links are signed with.')
output keyVaultName string = secrets.outputs.name
