using Microsoft.DurableTask;

namespace InventoryFunctions.EmbeddedHost.Durable.Execution;

/// <summary>A pending task of a certain result type. Its continuations run inline, within the turn.</summary>
internal sealed class Pending<T>(DataConverter converter) : IPending
{
    private readonly TaskCompletionSource<T> _source = new();

    public Type ResultType => typeof(T);

    public Task<T> Task => _source.Task;

    public void Complete(string? json)
    {
        T? value;
        try
        {
            value = json is null ? default : converter.Deserialize<T>(json);
        }
        catch (Exception unreadable) when (unreadable is System.Text.Json.JsonException or NotSupportedException or InvalidOperationException)
        {
            _source.TrySetException(unreadable);
            return;
        }

        _source.TrySetResult(value!);
    }

    public void Fail(Exception exception) => _source.TrySetException(exception);

    public void Cancel(CancellationToken token) => _source.TrySetCanceled(token);
}
