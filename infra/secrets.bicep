metadata description = 'The key that links in mails are signed with. It is made at the first deployment, kept by every later one, and read by the app\'s identity only.'

param name string
param location string
param tags object
param appPrincipalId string
param workspaceId string

@secure()
param newSigningKey string

@secure()
param newPreviousSigningKey string

var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

// Soft delete for the shortest time, no purge protection: what is lost with the vault are links in mails, and `azd down --purge` should work.
resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
  }
}

// Only where it is not there yet: another deployment must not change a key that links out there are signed with.
@onlyIfNotExists()
resource signingKey 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = {
  parent: vault
  name: 'callback-signing-key'
  tags: tags
  properties: {
    value: newSigningKey
    contentType: 'base64'
  }
}

@onlyIfNotExists()
resource previousSigningKey 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = {
  parent: vault
  name: 'callback-previous-signing-key'
  tags: tags
  properties: {
    value: newPreviousSigningKey
    contentType: 'base64'
  }
}

// On the vault, which holds nothing but the app's own: other secrets, such as the address of a webhook, may be put there for it.
resource appReadsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, appPrincipalId, keyVaultSecretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'AuditEvent', enabled: true }
    ]
  }
}

output name string = vault.name
output signingKeyReference string = '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=${signingKey.name})'
output previousSigningKeyReference string = '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=${previousSigningKey.name})'
