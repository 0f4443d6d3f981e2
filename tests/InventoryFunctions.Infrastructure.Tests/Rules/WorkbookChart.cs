using System.Text.Json.Nodes;
using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>A chart or table of the workbook: of a query, or of the platform's metrics.</summary>
internal sealed record WorkbookChart(string Name, string Title, string? Query, JsonNode Content)
{
    private const int OfQuery = 3;
    private const int OfMetrics = 10;

    /// <summary>Those of the deployed workbook, in its order.</summary>
    public static IReadOnlyList<WorkbookChart> Read(Deployment deployment) =>
    [
        .. from item in JsonNode.Parse(deployment.The("Microsoft.Insights/workbooks").Text("serializedData"))!["items"]!.AsArray()
           where item!["type"]!.GetValue<int>() is OfQuery or OfMetrics
           let content = item["content"]!
           select new WorkbookChart(item["name"]!.GetValue<string>(), content["title"]!.GetValue<string>(), content["query"]?.GetValue<string>(), content),
    ];
}
