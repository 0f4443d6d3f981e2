using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.EmbeddedHost.Tests.Queues;

public sealed record Order(string OrderId, int Quantity);

public sealed class TextQueueFunctions(CallLog log)
{
    [Function(nameof(ReadText))]
    public void ReadText([QueueTrigger("%Sample__Queue%")] string text) => log.Add(text);
}

public sealed class OrderQueueFunctions(CallLog log)
{
    [Function(nameof(ReadOrder))]
    public void ReadOrder([QueueTrigger("%Sample__Queue%", Connection = "Sample")] Order order) => log.Add(order);
}

public sealed class RawQueueFunctions(CallLog log)
{
    [Function(nameof(ReadMessage))]
    public void ReadMessage([QueueTrigger("%Sample__Queue%")] QueueMessage message, FunctionContext context) =>
        log.Add((message.Body.ToString(), message.DequeueCount, context.BindingContext.BindingData["DequeueCount"]));
}

public sealed class BytesQueueFunctions(CallLog log)
{
    [Function(nameof(ReadBytes))]
    public void ReadBytes([QueueTrigger("%Sample__Queue%")] byte[] bytes) => log.Add(bytes.Length);
}

public sealed class FailingQueueFunctions(CallLog log)
{
    [Function(nameof(Refuse))]
    public Task Refuse([QueueTrigger("%Sample__Queue%")] QueueMessage message)
    {
        log.Add(message.DequeueCount);
        throw new InvalidOperationException("This message is always refused.");
    }
}

public sealed class EndlessQueueFunctions(CallLog log)
{
    [Function(nameof(NeverEnd))]
    public async Task NeverEnd([QueueTrigger("%Sample__Queue%")] QueueMessage message, CancellationToken stopping)
    {
        log.Add(message.DequeueCount);
        await new TaskCompletionSource().Task.WaitAsync(stopping);
    }
}

public sealed class BlockingQueueFunctions(CallLog log, SemaphoreSlim gate)
{
    [Function(nameof(Block))]
    public async Task Block([QueueTrigger("%Sample__Queue%")] string text)
    {
        log.Add(text);
        if (text == "long!")
        {
            await gate.WaitAsync();
        }
    }
}
