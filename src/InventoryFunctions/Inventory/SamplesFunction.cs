using InventoryFunctions.Api;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Samples;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Inventory;

/// <summary>The sample items of the two originals: POST <c>/inventory/samples?set=scheduler|management</c>.</summary>
public sealed class SamplesFunction(ApiEndpoint api, SampleLoader loader, TimeProvider time)
{
    private const string Set = "set";

    private static readonly Dictionary<string, SampleSet> Sets =
        new() { ["scheduler"] = SampleSet.Scheduler, ["management"] = SampleSet.Management };

    /// <summary>200 with the items that were created (parity A4, B1); again: none.</summary>
    [Function(nameof(LoadSamples))]
    public Task<IActionResult> LoadSamples(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "inventory/samples")] HttpRequest request) => api.RunAsync(request, async (reader, cancellation) =>
    {
        SampleSet? set = reader.Choice(Set, Sets);
        if (reader.Text(Set) is null)
        {
            reader.Break(Set, $"must be one of {string.Join(", ", Sets.Keys)}");
        }

        reader.Demand();
        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyList<InventoryItem> samples = set == SampleSet.Scheduler
            ? SampleItems.Scheduler(SampleItems.SchedulerLimit, now)
            : SampleItems.Management(now);
        IReadOnlyList<InventoryItem> created = await loader.LoadAsync(
            samples, new ChangeCause(ChangeCauseKind.Samples, request.HttpContext.TraceIdentifier), cancellation);
        return ApiResult.Ok(new SamplesAnswer(created, samples.Count - created.Count));
    });
}
