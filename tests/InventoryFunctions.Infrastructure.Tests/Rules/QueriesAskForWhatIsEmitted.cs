using System.Text.Json.Nodes;
using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>Every query of an alarm or of the workbook asks for tables and metrics that somebody writes (parity A6, A15, A16).</summary>
public sealed class QueriesAskForWhatIsEmitted : IRule
{
    // Metrics of the platform that are asked for, by Azure's own names.
    private static readonly string[] PlatformMetrics =
    [
        "Microsoft.Storage/storageAccounts Transactions",
        "Microsoft.Storage/storageAccounts/tableServices Transactions",
        "Microsoft.EventGrid/topics DeadLetteredCount",
    ];

    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        foreach (Resource rule in deployment.All("Microsoft.Insights/scheduledQueryRules"))
        {
            JsonNode criterion = rule.Find("criteria.allOf")!.AsArray().Single()!;
            string query = criterion["query"]!.GetValue<string>();
            foreach (string problem in EmittedTelemetry.Unknown(query))
            {
                yield return $"{rule.Name}: {problem}.";
            }

            // One without a column counts rows.
            string? column = criterion["metricMeasureColumn"]?.GetValue<string>();
            if (column is not null && !query.Contains($"{column} =", StringComparison.Ordinal) && !query.EndsWith($", {column}", StringComparison.Ordinal))
            {
                yield return $"{rule.Name}: the query has no column {column}.";
            }
        }

        foreach (Resource rule in deployment.All("Microsoft.Insights/metricAlerts"))
        {
            JsonNode criterion = rule.Find("criteria.allOf")!.AsArray().Single()!;
            string metric = $"{criterion["metricNamespace"]} {criterion["metricName"]}";
            if (!PlatformMetrics.Contains(metric))
            {
                yield return $"{rule.Name}: the platform has no metric {metric}.";
            }
        }

        foreach (WorkbookChart chart in WorkbookChart.Read(deployment).Where(chart => chart.Query is not null))
        {
            foreach (string problem in EmittedTelemetry.Unknown(chart.Query!))
            {
                yield return $"workbook, {chart.Name}: {problem}.";
            }
        }
    }
}
