using InventoryFunctions.Infrastructure.Tests.Bicep;
using InventoryFunctions.Infrastructure.Tests.Rules;

namespace InventoryFunctions.Infrastructure.Tests;

[Trait("Parity", "A13")]
public sealed class SecurityTests(BicepCompiler compiler) : RuleTests(compiler)
{
    [Fact]
    public Task Access_IsByIdentityOnly() => HoldsAsync(
        new OnlyIdentitiesGetIn(),
        new Break("infra/storage.bicep", "allowSharedKeyAccess: false", "allowSharedKeyAccess: true"),
        new Break("infra/events.bicep", "    disableLocalAuth: true\n", ""),
        new Break("infra/app.bicep", "allow: false", "allow: true"),
        new Break("infra/app.bicep", "EventGrid__credential: 'managedidentity'", "EventGrid__credential: 'azurecli'"));

    [Fact]
    public Task Secrets_StandNowhereInTheOpen() => HoldsAsync(
        new NoSecretStandsInTheOpen(),
        new Break("infra/storage.bicep", "output id string", "#disable-next-line outputs-should-not-contain-secrets\noutput key string = account.listKeys().keys[0].value\noutput id string"),
        new Break("infra/app.bicep", "Callbacks__SigningKey: signingKeyReference", "Callbacks__SigningKey: 'c2VjcmV0'"),
        new Break("infra/app.bicep", "Environment: suffix", "Environment: 'AccountName=a;AccountKey=YQ=='"),
        new Break("infra.bicep", "@secure()\nparam newSigningKey", "param newSigningKey"));

    [Fact]
    public Task SigningKeys_AreMadeOnce() => HoldsAsync(
        new KeysOutliveDeployments(),
        new Break("infra/secrets.bicep", "@onlyIfNotExists()\n", ""),
        new Break("infra.bicep", "base64('${newGuid()}${newGuid()}')", "base64(newGuid())"));

    [Fact]
    [Trait("Parity", "A19")]
    public Task Roles_AreThoseThatTheCodeNeeds() => HoldsAsync(
        new RolesAreThoseThatAreNeeded(),
        new Break("infra/storage.bicep", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
        new Break("infra/storage.bicep", "var topicQueues = ['orders', ", "var topicQueues = ["),
        new Break("infra/storage.bicep", "scope: topicQueue[i]", "scope: account"),
        new Break("infra/events.bicep", "  scope: topic\n  properties: {\n    roleDefinitionId", "  properties: {\n    roleDefinitionId"),
        new Break("infra/email.bicep", "emailServices/write'", "*'"),
        new Break("infra/email.bicep", "roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', senderRole.name)", "roleDefinitionId: senderRole.id"));
}
