using Azure.Core;
using Azure.Core.Pipeline;

namespace InventoryFunctions.Tests.Importing;

/// <summary>Lets a test step in before or after a storage call, e.g. to stand for a process that is killed there.</summary>
internal sealed class StorageHook : HttpPipelinePolicy
{
    public Func<Request, Task>? Before { get; set; }

    public Func<Request, Task>? After { get; set; }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await (Before?.Invoke(message.Request) ?? Task.CompletedTask);
        await ProcessNextAsync(message, pipeline);
        await (After?.Invoke(message.Request) ?? Task.CompletedTask);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();
}
