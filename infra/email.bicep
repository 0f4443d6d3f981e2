metadata description = 'Mail by Azure Communication Services: from a domain that Azure owns and keeps verified, or from one of yours that is verified.'

param suffix string
param unique string
param tags object
param dataLocation string
param appPrincipalId string
param workspaceId string
param sender string

@description('A verified domain by its resource id; empty: one of Azure\'s.')
param ownDomainId string

// A domain of Azure's sends 5 mails a minute and 10 an hour, for the whole subscription
// (https://learn.microsoft.com/azure/communication-services/concepts/service-limits#email). One of yours must be verified by entries in its zone before it can be
// linked, which no template can wait for.
var managed = empty(ownDomainId)

resource emailService 'Microsoft.Communication/emailServices@2025-09-01' = if (managed) {
  name: 'email-inventory-${suffix}-${unique}'
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
  }
}

resource domain 'Microsoft.Communication/emailServices/domains@2025-09-01' = if (managed) {
  parent: emailService
  name: 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'AzureManaged'
    userEngagementTracking: 'Disabled'
  }
}

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: 'acs-inventory-${suffix}-${unique}'
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    linkedDomains: [managed ? domain.id : ownDomainId]
    disableLocalAuth: true
  }
}

// The built-in role for sending mail may do everything with calls, chats and numbers as well, so the app gets one with the three actions that
// the service asks of a sender.
resource senderRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, suffix, 'inventory-mail-sender')
  properties: {
    roleName: 'Inventory Mail Sender ${suffix} ${unique}'
    description: 'Sends mail by Azure Communication Services.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: [
          'Microsoft.Communication/communicationServices/read'
          'Microsoft.Communication/communicationServices/write'
          'Microsoft.Communication/emailServices/write'
        ]
      }
    ]
  }
}

resource appSendsMail 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(communication.id, appPrincipalId, senderRole.id)
  scope: communication
  properties: {
    // As Azure answers it: of the subscription, whatever the role was defined on.
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', senderRole.name)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: communication
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'EmailSendMailOperational', enabled: true }
      { category: 'EmailStatusUpdateOperational', enabled: true }
    ]
  }
}

output endpoint string = 'https://${communication.properties.hostName}'
output from string = managed
  ? 'DoNotReply@${domain!.properties.mailFromSenderDomain}'
  : '${sender}@${last(split(ownDomainId, '/'))}'
