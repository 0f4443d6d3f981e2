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
    // Begins the continuations of a poison queue where a place's own come first; those are base64.
    private const char InQueue = '~';

    /// <summary><c>GET /poison/{queue}</c>: messages that could not be processed, with the reason.</summary>
    [Function(nameof(ListPoison))]
    public Task<IActionResult> ListPoison([HttpTrigger(AuthorizationLevel.Function, "get", Route = "poison/{queue}")] HttpRequest request, string queue) =>
        api.RunAsync(request, async (parameters, cancellation) =>
        {
            IPoisonPlace? place = Find(queue);
            PageRequest page = parameters.Page();
            parameters.Demand();
            ListPage<PoisonMessage> list = await ListAsync(queue, place, page, cancellation);
            return ApiResult.Page(list);
        });

    /// <summary><c>POST /poison/{queue}/redrive</c>: puts them back.</summary>
    [Function(nameof(RedrivePoison))]
    public Task<IActionResult> RedrivePoison([HttpTrigger(AuthorizationLevel.Function, "post", Route = "poison/{queue}/redrive")] HttpRequest request, string queue) =>
        api.RunAsync(request, async cancellation =>
        {
            IPoisonPlace? place = Find(queue);
            RedriveAnswer ofPlace = place is null ? new RedriveAnswer(0, 0) : await place.RedriveAsync(cancellation);
            RedriveAnswer ofQueue = await poison.RedriveAsync(queue, cancellation);
            return ApiResult.Ok(new RedriveAnswer(ofPlace.Redriven + ofQueue.Redriven, ofPlace.Remaining + ofQueue.Remaining));
        });

    /// <summary>What is kept in the place that is called like the queue, if there is one, and then what lies in its poison queue.</summary>
    private async Task<ListPage<PoisonMessage>> ListAsync(string queue, IPoisonPlace? place, PageRequest page, CancellationToken cancellation)
    {
        ListPage<PoisonMessage> kept = new([], null);
        string? continuation = page.Continuation;
        if (place is not null && continuation?.StartsWith(InQueue) != true)
        {
            kept = await place.ListAsync(page.Size, continuation, cancellation);
            if (kept.Continuation is not null || kept.Items.Count == page.Size)
            {
                return kept with { Continuation = kept.Continuation ?? $"{InQueue}" };
            }

            continuation = null;
        }

        string? inQueue = place is null ? continuation : continuation?[1..];
        ListPage<PoisonMessage> messages = await poison.ListAsync(queue, page.Size - kept.Items.Count, inQueue is "" ? null : inQueue, cancellation);
        return new ListPage<PoisonMessage>(
            [.. kept.Items, .. messages.Items], place is null || messages.Continuation is null ? messages.Continuation : InQueue + messages.Continuation)
        {
            Unreadable = [.. kept.Unreadable, .. messages.Unreadable],
        };
    }

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
