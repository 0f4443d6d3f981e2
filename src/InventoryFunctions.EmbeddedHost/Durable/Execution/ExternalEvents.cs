using InventoryFunctions.EmbeddedHost.Durable.History;
using Microsoft.DurableTask;

namespace InventoryFunctions.EmbeddedHost.Durable.Execution;

/// <summary>Brings raised events and the orchestrator's waits together. Event names are not case-sensitive.</summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    // The newest wait gets an event first, as in the SDK: a wait abandoned in a Task.WhenAny must not swallow it.
    private readonly Dictionary<string, List<IPending>> _waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<RaisedEvent> _early = [];

    public int Waiting { get; private set; }

    /// <summary>Events nobody waited for, in order of arrival.</summary>
    public IReadOnlyList<RaisedEvent> Unprocessed => _early;

    public Task<T> Wait<T>(string name, CancellationToken cancellation)
    {
        var pending = new Pending<T>(converter);
        var early = _early.FindIndex(raised => string.Equals(raised.Name, name, StringComparison.OrdinalIgnoreCase));
        if (early >= 0)
        {
            var data = _early[early].Data;
            _early.RemoveAt(early);
            pending.Complete(data);
            return pending.Task;
        }

        var waits = _waits.TryGetValue(name, out var present) ? present : _waits[name] = [];
        if (waits.Count > 0 && waits[0].ResultType != typeof(T))
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type. Expected {waits[0].ResultType} but was requested {typeof(T)}.");
        }

        waits.Add(pending);
        Waiting++;
        cancellation.Register(() =>
        {
            if (waits.Remove(pending))
            {
                Waiting--;
            }

            pending.Cancel(cancellation);
        });
        return pending.Task;
    }

    public void Raise(RaisedEvent raised)
    {
        if (_waits.TryGetValue(raised.Name, out var waits) && waits.Count > 0)
        {
            var newest = waits[^1];
            waits.RemoveAt(waits.Count - 1);
            Waiting--;
            newest.Complete(raised.Data);
        }
        else
        {
            _early.Add(raised);
        }
    }
}
