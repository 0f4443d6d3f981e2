using System.Globalization;
using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>An alert rule in the terms of the original's alarms.</summary>
internal sealed record Alarm(string Name, string Aggregation, string Comparison, double Threshold, string Window, int Periods)
{
    /// <summary>All alert rules of a deployment, of both kinds.</summary>
    public static IEnumerable<Alarm> All(Deployment deployment, string environment = "prod") =>
        Resources(deployment).Select(resource => Of(resource, $"inventory-{environment}-"));

    /// <summary>The resources that they are.</summary>
    public static IEnumerable<Resource> Resources(Deployment deployment) =>
        deployment.All("Microsoft.Insights/scheduledQueryRules").Concat(deployment.All("Microsoft.Insights/metricAlerts"));

    private static Alarm Of(Resource rule, string prefix)
    {
        // Both kinds have their criteria in an array of one.
        Resource criterion = new(new System.Text.Json.Nodes.JsonObject
        {
            ["id"] = rule.Id,
            ["type"] = rule.Type,
            ["name"] = rule.Name,
            ["apiVersion"] = rule.ApiVersion,
            ["properties"] = rule.Find("criteria.allOf")!.AsArray().Single()!.DeepClone(),
        });
        string periods = criterion.Text("failingPeriods.minFailingPeriodsToAlert");
        string of = criterion.Text("failingPeriods.numberOfEvaluationPeriods");
        return new Alarm(
            rule.Name.Replace(prefix, "", StringComparison.Ordinal),
            criterion.Text("timeAggregation"),
            criterion.Text("operator"),
            double.Parse(criterion.Text("threshold"), CultureInfo.InvariantCulture),
            rule.Text("evaluationFrequency") == rule.Text("windowSize") ? rule.Text("windowSize") : $"{rule.Text("windowSize")} every {rule.Text("evaluationFrequency")}",
            periods != of ? -1 : periods.Length == 0 ? 1 : int.Parse(periods, CultureInfo.InvariantCulture));
    }
}
