using System.Diagnostics.Metrics;

namespace InventoryFunctions.Tests.Orders;

/// <summary>Counts every HTTP request of this process to some ports, whoever sends it: .NET's own client metric says.</summary>
internal sealed class HttpCallCounter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly HashSet<int> _ports;
    private int _calls;

    public HttpCallCounter(params Uri[] services)
    {
        _ports = [.. services.Select(service => service.Port)];
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                if (tag is { Key: "server.port", Value: int port } && _ports.Contains(port))
                {
                    Interlocked.Increment(ref _calls);
                }
            }
        });
        _listener.Start();
    }

    public int Calls => Volatile.Read(ref _calls);

    public void Dispose() => _listener.Dispose();
}
