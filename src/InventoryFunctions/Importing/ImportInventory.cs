using InventoryFunctions.Api;
using InventoryFunctions.Domain.Importing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Net.Http.Headers;

namespace InventoryFunctions.Importing;

/// <summary><c>POST /inventory/import?mode=set|add&amp;dryRun=true|false</c>: a CSV file into the inventory.</summary>
public sealed class ImportInventory(ApiEndpoint api, ImportReception reception)
{
    private const string Route = "inventory/import";
    private const string Csv = "text/csv";
    private const string Utf8 = "utf-8";

    private static readonly Dictionary<string, ImportMode> Modes = new() { ["set"] = ImportMode.Set, ["add"] = ImportMode.Add };

    /// <summary>
    /// 202 with the job once the whole file was received. The file is streamed; its size is limited only by what stands before the app: Azure's
    /// Functions host takes 210 MB (setting <c>FUNCTIONS_REQUEST_BODY_SIZE_LIMIT</c>).
    /// </summary>
    [Function(nameof(ImportInventory))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient durable) => api.RunAsync(request, async (query, cancellation) =>
    {
        ImportMode mode = query.Choice("mode", Modes) ?? ImportMode.Set;
        bool dryRun = query.Flag("dryRun");
        query.Demand();
        DemandCsv(request);

        // ASP.NET Core stops at 30 MB otherwise.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        ImportReceipt receipt = await reception.ReceiveAsync(request.Body, mode, dryRun, durable, cancellation);
        Uri statusUrl = request.LinkTo(Route, $"jobs/{receipt.ExecutionId}");
        Uri errorsUrl = request.LinkTo(Route, $"jobs/{receipt.ExecutionId}/errors");
        return ApiResult.Accepted(statusUrl, new ImportAccepted(receipt.ExecutionId, statusUrl, errorsUrl, receipt.Repeated));
    });

    private static void DemandCsv(HttpRequest request)
    {
        if (string.IsNullOrEmpty(request.ContentType))
        {
            return;
        }

        bool isCsv = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            && type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase)
            && (type.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(type.Charset).Equals(Utf8, StringComparison.OrdinalIgnoreCase));
        if (!isCsv)
        {
            throw new ApiException(ApiProblem.UnsupportedMediaType($"{Csv}; charset={Utf8}", request.ContentType));
        }
    }
}
