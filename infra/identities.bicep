metadata description = 'Who the app and the topic are. Both are user-assigned, so that their roles are there before they are.'

param suffix string
param location string
param tags object

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-inventory-app-${suffix}'
  location: location
  tags: tags
}

resource topic 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-inventory-events-${suffix}'
  location: location
  tags: tags
}

output appIdentityId string = app.id
output appPrincipalId string = app.properties.principalId
output appClientId string = app.properties.clientId
output topicIdentityId string = topic.id
output topicPrincipalId string = topic.properties.principalId
