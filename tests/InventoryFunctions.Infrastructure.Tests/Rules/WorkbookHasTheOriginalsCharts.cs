using System.Text.Json.Nodes;
using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>
/// The workbook has the five charts of the original's dashboard – invocations, errors and throttles (in two); duration; items; success rate from 0 to
/// 100; table capacity – and those of jobs, reservations and purchase orders (parity A16).
/// </summary>
public sealed class WorkbookHasTheOriginalsCharts : IRule
{
    private static readonly (string Chart, string[] Shows)[] Wanted =
    [
        ("invocations", ["Invocations", "Errors"]),
        ("throttles", ["ServerBusyError", "Transactions"]),
        ("duration", ["Average", "Maximum", "ExecutionTime"]),
        ("items", ["ItemsProcessed", "ItemsFailed"]),
        ("success-rate", ["SuccessRate", "\"min\":0,\"max\":100"]),
        ("table-capacity", ["microsoft.storage/storageaccounts/tableservices", "Transactions"]),
        ("jobs", ["Jobs", "Kind", "Status"]),
        ("orders", ["Orders"]),
        ("purchase-orders", ["PurchaseOrders", "Status"]),
        ("reservations", ["UnitsReserved", "UnitsRefused"]),
    ];

    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        IReadOnlyList<WorkbookChart> charts = WorkbookChart.Read(deployment);
        foreach ((string name, string[] shows) in Wanted)
        {
            string content = charts.SingleOrDefault(chart => chart.Name == name)?.Content.ToJsonString(Readable) ?? "";
            foreach (string part in shows.Where(part => !content.Contains(part, StringComparison.Ordinal)))
            {
                yield return $"Chart {name} does not show {part}.";
            }
        }

        string workbook = deployment.The("Microsoft.Insights/workbooks").Text("serializedData");
        if (workbook.Contains("__", StringComparison.Ordinal))
        {
            yield return "A placeholder of the workbook was not filled in.";
        }

        string storage = deployment.The("Microsoft.Storage/storageAccounts").Id;
        foreach (WorkbookChart chart in charts.Where(chart => chart.Query is null))
        {
            if (chart.Content["resourceIds"]!.AsArray() is not [JsonValue id] || id.ToString() != storage)
            {
                yield return $"Chart {chart.Name} is of another storage account.";
            }
        }
    }

    private static System.Text.Json.JsonSerializerOptions Readable { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
