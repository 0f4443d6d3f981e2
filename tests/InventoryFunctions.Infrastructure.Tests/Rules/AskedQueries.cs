using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>What alarms and workbook ask of the logs, with the name of who asks.</summary>
internal static class AskedQueries
{
    /// <summary>The queries of alarms.</summary>
    public static IEnumerable<(string Name, string Query)> OfAlarms(Deployment deployment) =>
        deployment.All("Microsoft.Insights/scheduledQueryRules").Select(rule => (rule.Name, rule.Find("criteria.allOf")!.AsArray().Single()!["query"]!.GetValue<string>()));

    /// <summary>The queries of the workbook.</summary>
    public static IEnumerable<(string Name, string Query)> OfWorkbook(Deployment deployment) =>
        WorkbookChart.Read(deployment).Where(chart => chart.Query is not null).Select(chart => ($"workbook, {chart.Name}", chart.Query!));
}
