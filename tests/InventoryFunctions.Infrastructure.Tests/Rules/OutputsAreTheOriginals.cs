using InventoryFunctions.Infrastructure.Tests.Bicep;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using InventoryFunctions.Telemetry;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>What the original gives out is given out: table names, function, topic, schedule, dashboard, metrics namespace (parity A18).</summary>
public sealed class OutputsAreTheOriginals : IRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        Resource site = deployment.The("Microsoft.Web/sites");
        (string Name, string Value)[] wanted =
        [
            ("inventoryTableName", InventoryStore.TableName),
            ("jobExecutionTableName", JobStore.TableName),
            ("functionAppName", site.Name),
            ("functionAppId", site.Id),
            ("topicId", deployment.The("Microsoft.EventGrid/topics").Id),
            ("scheduleExpression", deployment.Settings()["BatchUpdate__Schedule"]),
            ("metricsNamespace", JobMetrics.MeterPrefix + deployment.Settings()[EnvironmentOptions.Setting]),
            ("dashboardUrl", deployment.The("Microsoft.Insights/workbooks").Id),
        ];
        return wanted.Where(output => !deployment.Outputs.GetValueOrDefault(output.Name, "").Contains(output.Value, StringComparison.Ordinal))
            .Select(output => $"Output {output.Name} is '{deployment.Outputs.GetValueOrDefault(output.Name)}', and does not tell '{output.Value}'.");
    }
}
