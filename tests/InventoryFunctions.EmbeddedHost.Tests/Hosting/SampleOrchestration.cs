using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Tests.Hosting;

public sealed record Basket(string Name, int Items);

/// <summary>An HTTP starter, an orchestrator with typed input, two activities (one with an injected service).</summary>
public sealed class SampleOrchestration(CallLog log)
{
    [Function(nameof(Start))]
    public static async Task<IActionResult> Start(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "baskets/{name}")] HttpRequest request,
        string name,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(FillBasket), new Basket(name, 1), cancellation);
        return new AcceptedResult($"baskets/{id}", new { id });
    }

    [Function(nameof(Read))]
    public static async Task<IActionResult> Read(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "baskets/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client) =>
        await client.GetInstanceAsync(id, getInputsAndOutputs: true) is { } instance
            ? new OkObjectResult(new { status = instance.RuntimeStatus.ToString(), output = instance.SerializedOutput })
            : new NotFoundResult();

    [Function(nameof(FillBasket))]
    public static async Task<Basket> FillBasket([OrchestrationTrigger] TaskOrchestrationContext context, Basket basket)
    {
        var doubled = await context.CallActivityAsync<Basket>(nameof(DoubleItems), basket);
        await context.CallActivityAsync(nameof(Report), doubled.Items);
        return doubled;
    }

    [Function(nameof(DoubleItems))]
    public static Basket DoubleItems([ActivityTrigger] Basket basket) => basket with { Items = basket.Items * 2 };

    [Function(nameof(Report))]
    public async Task Report([ActivityTrigger] int items, string instanceId, FunctionContext context)
    {
        await Task.Yield();
        log.Add((items, instanceId, context.FunctionDefinition.Name));
    }
}
