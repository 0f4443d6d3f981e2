using Azure.Core;
using Azure.Core.Pipeline;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

/// <summary>Sits in the pipeline of the storage client, counts its calls and lets them fail on demand.</summary>
internal sealed class StorageFaults : HttpPipelinePolicy
{
    private readonly Lock _gate = new();
    private int _appendsLeft = int.MaxValue;
    private bool _lastLands;
    private bool _dead;

    public int Calls { get; private set; }

    public int Appends { get; private set; }

    /// <summary>While set, every call is answered as by a server in trouble.</summary>
    public bool Outage { get; set; }

    /// <summary>Lets the process die with the n-th append from now on: it arrives or it does not, and nothing ever leaves again.</summary>
    public void DieAtAppend(int number, bool landed)
    {
        lock (_gate)
        {
            (_appendsLeft, _lastLands) = (number, landed);
        }
    }

    public bool IsDead
    {
        get
        {
            lock (_gate)
            {
                return _dead;
            }
        }
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var dies = Admit(message);
        if (Outage)
        {
            throw new Azure.RequestFailedException(503, "Storage is down for a test.");
        }

        await ProcessNextAsync(message, pipeline);
        if (dies)
        {
            throw Died();
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    private bool Admit(HttpMessage message)
    {
        var isAppend = message.Request.Method == RequestMethod.Post
            && message.Request.Uri.ToUri().AbsolutePath.Contains("Log", StringComparison.Ordinal);
        lock (_gate)
        {
            if (_dead)
            {
                throw Died();
            }

            Calls++;
            Appends += isAppend ? 1 : 0;
            _dead = isAppend && --_appendsLeft == 0;
            return _dead && !_lastLands ? throw Died() : _dead;
        }
    }

    private static InvalidOperationException Died() => new("The process died for a test.");
}
