using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using InventoryFunctions.Infrastructure.Tests.Bicep;
using InventoryFunctions.Infrastructure.Tests.Rules;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Infrastructure.Tests;

public sealed partial class DeploymentTests(BicepCompiler compiler) : RuleTests(compiler)
{
    [Fact]
    public Task Files_Compile_WithoutAComplaint() => HoldsAsync(
        new CompilesWithoutComplaint(),
        new Break("infra/workbook.bicep", "    category: 'workbook'", "    categories: 'workbook'"));

    [Fact]
    public Task ApiVersions_AreOnTheListOfThoseSeenInUse() => HoldsAsync(
        new ApiVersionsAreOnTheList(),
        new Break("infra/events.bicep", "topics@2025-02-15", "topics@2025-04-01-preview"),
        new Break("infra/monitoring.bicep", "output workspaceId", "resource other 'Microsoft.Web/staticSites@2024-11-01' = { name: suffix, location: location, properties: {} }\noutput workspaceId"));

    [Fact]
    [Trait("Parity", "A1")]
    public Task Parameters_AreTheOriginals() => HoldsAsync(
        new ParametersAreTheOriginals(),
        new Break("infra.bicep", "@maxValue(100)\n", ""),
        new Break("infra.bicep", "'rate(1 hour)'", "'rate(2 hours)'"),
        new Break("infra.bicep", "param alertEmail string", "param alertEmail string = 'nobody@example.com'"));

    [Theory]
    [Trait("Parity", "A1")]
    [InlineData("environmentSuffix", "Prod", "lower-case letters, digits and hyphens")]
    [InlineData("environmentSuffix", "prod_1", "lower-case letters, digits and hyphens")]
    [InlineData("scheduleExpression", "0 * * * *", "rate(...) or cron(...)")]
    public async Task Parameter_ThatTheOriginalRefuses_IsRefused(string name, string value, string reason)
    {
        Exception refused = await Assert.ThrowsAsync<BicepException>(() => DeployAsync(new JsonObject { [name] = value }));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Parity", "A1")]
    public Task Settings_ThatAreSet_AreRead() => HoldsAsync(
        new EverySettingThatIsSetIsRead(),
        new Break("infra/app.bicep", "BatchUpdate__BatchSize:", "BatchUpdate__Size:"));

    [Fact]
    [Trait("Parity", "A1")]
    public Task Settings_ThatAreRead_AreSet() => HoldsAsync(
        new EverySettingThatIsReadIsSet(),
        new Break("infra/app.bicep", "BatchUpdate__BatchSize:", "BatchUpdate__Size:"),
        new Break("infra/app.bicep", "  EventGrid__clientId: identityClientId\n", ""),
        new Break("infra/app.bicep", "Environment: suffix", "Environment: ''"));

    [Fact]
    public async Task Settings_OfParametersThatAreGiven_AreSetAndRead()
    {
        Deployment deployment = await DeployAsync(new JsonObject
        {
            ["escalationEmail"] = "boss@example.com",
            ["orderGeneratorEnabled"] = true,
            ["additionalSettings"] = new JsonObject { ["Reservations__HoldDuration"] = "7.00:00:00", ["BatchUpdate__BatchSize"] = "99" },
        });

        IReadOnlyDictionary<string, string> settings = deployment.Settings();
        Assert.Equal("boss@example.com", settings["PurchaseOrders__EscalationEmail"]);
        Assert.Equal("false", settings["AzureWebJobs_OrderGeneratorTimer_Disabled"]);
        Assert.Equal("7.00:00:00", settings["Reservations__HoldDuration"]);
        Assert.Equal("99", settings["BatchUpdate__BatchSize"]);
        Assert.Empty(new EverySettingThatIsSetIsRead().Breaches(deployment));
    }

    [Fact]
    public async Task DurableTaskScheduler_IsThereWithItsRoleWhereItIsAskedFor()
    {
        Deployment deployment = await DeployAsync(new JsonObject { ["durableBackend"] = "DurableTaskScheduler" });

        using JsonDocument host = JsonDocument.Parse(deployment.Files["host.json"]);
        string hub = host.RootElement.GetProperty("extensions").GetProperty("durableTask").GetProperty("hubName").GetString()!;
        Assert.Equal(hub, deployment.The("Microsoft.DurableTask/schedulers/taskHubs").OwnName);
        Assert.Equal("azureManaged", deployment.Settings()["AzureFunctionsJobHost__extensions__durableTask__storageProvider__type"]);
        string where = deployment.Settings()["AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName"];
        Assert.Contains("Authentication=ManagedIdentity;ClientID=", deployment.Settings()[where], StringComparison.Ordinal);
        Assert.Empty(new RolesAreThoseThatAreNeeded().Breaches(deployment));
        Assert.Empty(new ApiVersionsAreOnTheList().Breaches(deployment));
        Assert.Empty(new EverySettingThatIsSetIsRead().Breaches(deployment));
    }

    [Fact]
    public async Task EmailDomain_OfOnesOwn_IsLinkedInPlaceOfAzures()
    {
        const string Own = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/mail/providers/Microsoft.Communication/emailServices/mail/domains/example.com";
        Deployment deployment = await DeployAsync(new JsonObject { ["emailDomainId"] = Own, ["emailSender"] = "inventory" });

        Assert.Equal(Own, Assert.Single(deployment.The("Microsoft.Communication/communicationServices").Find("linkedDomains")!.AsArray())!.ToString());
        Assert.Equal("inventory@example.com", deployment.Settings()["Notifications__EmailFrom"]);
        Assert.Empty(deployment.All("Microsoft.Communication/emailServices"));
        Assert.Empty(deployment.All("Microsoft.Communication/emailServices/domains"));
        Assert.Empty(new RolesAreThoseThatAreNeeded().Breaches(deployment));
    }

    [Fact]
    public async Task ZoneRedundancy_SpreadsPlanAndStorage()
    {
        Deployment deployment = await DeployAsync(new JsonObject { ["zoneRedundant"] = true });

        Assert.Equal("true", deployment.The("Microsoft.Web/serverfarms").Text("zoneRedundant"));
        Assert.Equal("Standard_ZRS", deployment.The("Microsoft.Storage/storageAccounts").Json["sku"]!["name"]!.ToString());
    }

    [Fact]
    public Task Azd_FindsTemplateParametersAndApp() => HoldsAsync(
        new AzdFilesFitTheTemplate(),
        new Break("azure.yaml", "module: infra", "module: main"),
        new Break("azure.yaml", "  app:\n", "  api:\n"),
        new Break("azure.yaml", "src/InventoryFunctions", "src"),
        new Break("infra.parameters.json", "\"alertEmail\"", "\"email\""));

    [Fact]
    public async Task Documents_NameEveryParameterAndLinkToWhatIsThere()
    {
        Deployment deployment = await DeployAsync([]);
        string deploy = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "deploy.md"));

        IEnumerable<string> parameters = deployment.Template["parameters"]!.AsObject().Select(parameter => parameter.Key).Where(name => !name.StartsWith("new", StringComparison.Ordinal));
        Assert.All(parameters, name => Assert.Contains($"| `{name}` |", deploy, StringComparison.Ordinal));

        MatchCollection asked = OutputAskedFor().Matches(deploy);
        Assert.NotEmpty(asked);
        Assert.All(asked, output => Assert.Contains(output.Groups[1].Value, deployment.Template["outputs"]!.AsObject().Select(known => known.Key)));

        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Append(Path.Combine(Repository.Root, "README.md")))
        {
            string folder = Path.GetDirectoryName(file)!;
            Assert.All(
                LinkedFile().Matches(await File.ReadAllTextAsync(file)),
                link => Assert.True(File.Exists(Path.Combine(folder, link.Groups[1].Value)) || Directory.Exists(Path.Combine(folder, link.Groups[1].Value)), $"{file} links to {link.Groups[1].Value}, which is not there."));
        }
    }

    [Fact]
    public Task App_RunsOnFlexConsumption() => HoldsAsync(
        new AppRunsOnFlexConsumption(),
        new Break("infra/app.bicep", "version: '10.0'", "version: '9.0'"),
        new Break("infra/app.bicep", "name: 'durable'", "name: 'http'"),
        new Break("infra/app.bicep", "name: 'FC1'", "name: 'EP1'"));

    [Fact]
    [Trait("Parity", "A17")]
    public Task Resources_AreTaggedAndCarryTheSuffix() => HoldsAsync(
        new EverythingIsTaggedAndNamed("prod"),
        new Break("infra/alerts.bicep", "  tags: tags\n", ""),
        new Break("infra/app.bicep", "name: 'plan-inventory-${suffix}'", "name: 'plan-inventory'"),
        new Break("infra.bicep", "  Application: 'InventoryFunctions'\n", ""));

    [Fact]
    [Trait("Parity", "A17")]
    public async Task Resources_OfAnotherEnvironment_AreOthers()
    {
        Deployment test = await DeployAsync(new JsonObject { ["environmentSuffix"] = "test-7" });
        Deployment prod = await DeployAsync([]);

        Assert.Empty(new EverythingIsTaggedAndNamed("test-7").Breaches(test));
        Assert.Empty(test.Resources.Where(resource => resource.Json["location"] is not null).Select(resource => resource.Id).Intersect(prod.Resources.Select(resource => resource.Id)));
    }

    [Fact]
    [Trait("Parity", "A18")]
    public Task Outputs_AreTheOriginals() => HoldsAsync(
        new OutputsAreTheOriginals(),
        new Break("infra.bicep", "output topicId", "output eventTopicId"),
        new Break("infra.bicep", "string = 'Jobs'", "string = 'JobExecution'"));

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#\s]+)")]
    private static partial Regex LinkedFile();

    [GeneratedRegex(@"\$\(out (\w+)\)")]
    private static partial Regex OutputAskedFor();
}
