using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>The app runs on Flex Consumption, on .NET 10 in a process of its own, and one instance is always there for orchestrations.</summary>
public sealed class AppRunsOnFlexConsumption : IRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        Resource site = deployment.The("Microsoft.Web/sites");
        (string What, string? There, string Wanted)[] facts =
        [
            ("plan", deployment.The("Microsoft.Web/serverfarms").Json["sku"]?["name"]?.ToString(), "FC1"),
            ("plan's operating system is Linux", deployment.The("Microsoft.Web/serverfarms").Text("reserved"), "true"),
            ("kind", site.Json["kind"]?.ToString(), "functionapp,linux"),
            ("runtime", site.Text("functionAppConfig.runtime.name"), "dotnet-isolated"),
            ("version", site.Text("functionAppConfig.runtime.version"), "10.0"),
            ("memory", site.Text("functionAppConfig.scaleAndConcurrency.instanceMemoryMB"), "2048"),
            ("most instances", site.Text("functionAppConfig.scaleAndConcurrency.maximumInstanceCount"), "100"),
            ("always ready", site.Find("functionAppConfig.scaleAndConcurrency.alwaysReady")?.ToJsonString(), """[{"name":"durable","instanceCount":1}]"""),
            ("identity of references to the vault", site.Text("keyVaultReferenceIdentity").Split('/')[^1], "id-inventory-app-prod"),
            ("the app's environment", deployment.Settings().GetValueOrDefault("Environment"), "prod"),
        ];
        return facts.Where(fact => fact.There != fact.Wanted).Select(fact => $"{fact.What}: '{fact.There}', and not '{fact.Wanted}'.");
    }
}
