using InventoryFunctions.Api;
using InventoryFunctions.Events;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Poison;

/// <summary>The calls under <c>/poison</c>.</summary>
public sealed class PoisonFunctions(ApiEndpoint api, PoisonQueues poison, IEnumerable<IPoisonPlace> places)
{
    /// <summary><c>GET /poison/{queue}</c>: messages that could not be processed, with the reason.</summary>
    [Function(nameof(ListPoison))]
    public Task<IActionResult> ListPoison([HttpTrigger(AuthorizationLevel.Function, "get", Route = "poison/{queue}")] HttpRequest request, string queue) =>
        api.RunAsync(request, async (parameters, cancellation) =>
        {
            IPoisonPlace? place = Find(queue);
            PageRequest page = parameters.Page();
            parameters.Demand();
            ListPage<PoisonMessage> list = place is null
                ? await poison.ListAsync(queue, page.Size, page.Continuation, cancellation)
                : await place.ListAsync(page.Size, page.Continuation, cancellation);
            return ApiResult.Page(list.Items, list.Continuation);
        });

    /// <summary><c>POST /poison/{queue}/redrive</c>: puts them back.</summary>
    [Function(nameof(RedrivePoison))]
    public Task<IActionResult> RedrivePoison([HttpTrigger(AuthorizationLevel.Function, "post", Route = "poison/{queue}/redrive")] HttpRequest request, string queue) =>
        api.RunAsync(request, async cancellation =>
        {
            IPoisonPlace? place = Find(queue);
            return ApiResult.Ok(place is null ? await poison.RedriveAsync(queue, cancellation) : await place.RedriveAsync(cancellation));
        });

    /// <summary>Null: it is one of the queues.</summary>
    private IPoisonPlace? Find(string queue)
    {
        IPoisonPlace? place = places.FirstOrDefault(other => other.Name == queue);
        return place is not null || QueueNames.All.Contains(queue)
            ? place
            : throw new ApiException(ApiProblem.NotFound(
                $"There is no queue {queue}. Queues are {string.Join(", ", QueueNames.All.Concat(places.Select(other => other.Name)))}."));
    }
}
