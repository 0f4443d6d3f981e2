using System.Text;
using System.Text.RegularExpressions;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

/// <summary>Sits in the pipeline of the storage client, counts its calls and lets them fail on demand.</summary>
internal sealed partial class StorageFaults : HttpPipelinePolicy
{
    private readonly Lock _gate = new();
    private int _appendsLeft = int.MaxValue;
    private bool _lastLands;
    private bool _dead;
    private bool _losesAnswer;

    public int Calls { get; private set; }

    public int Appends { get; private set; }

    /// <summary>While set, every call is answered as by a server in trouble.</summary>
    public bool Outage { get; set; }

    /// <summary>What every append waits for before it leaves. The default value is nothing.</summary>
    public Task AppendsWaitFor { get; set; } = Task.CompletedTask;

    /// <summary>Completes when an update, such as the renewal of a lease, has arrived. Where it is set, no answer to one ever comes.</summary>
    public TaskCompletionSource? UnansweredUpdate { get; set; }

    /// <summary>Whether the process has died.</summary>
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

    /// <summary>Lets the process die with the n-th append from now on: it arrives or it does not, and nothing ever leaves again.</summary>
    public void DieAtAppend(int number, bool landed)
    {
        lock (_gate)
        {
            (_appendsLeft, _lastLands) = (number, landed);
        }
    }

    /// <summary>Lets the next append arrive and its answer get lost.</summary>
    public void LoseNextAnswer()
    {
        lock (_gate)
        {
            _losesAnswer = true;
        }
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (IsAppend(message.Request))
        {
            await AppendsWaitFor;
        }

        var afterwards = Admit(message);
        if (Outage)
        {
            throw new RequestFailedException(503, "Storage is down for a test.");
        }

        await ProcessNextAsync(message, pipeline);
        if (message.Request.Method == RequestMethod.Put && UnansweredUpdate is { } arrived)
        {
            arrived.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, message.CancellationToken);
        }

        if (afterwards is not null)
        {
            throw afterwards;
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    /// <summary>Lets a call out, or throws; returns what is to be thrown once it has arrived.</summary>
    private Exception? Admit(HttpMessage message)
    {
        var isAppend = IsAppend(message.Request);
        lock (_gate)
        {
            if (_dead)
            {
                throw Died();
            }

            Calls++;
            if (!isAppend)
            {
                return null;
            }

            Appends++;
            if (_losesAnswer)
            {
                _losesAnswer = false;
                return new RequestFailedException(0, "The connection broke for a test.");
            }

            _dead = --_appendsLeft == 0;
            return !_dead ? null : _lastLands ? Died() : throw Died();
        }
    }

    private static bool IsAppend(Request request)
    {
        if (request.Method != RequestMethod.Post)
        {
            return false;
        }

        var path = request.Uri.ToUri().AbsolutePath;
        if (!path.EndsWith("$batch", StringComparison.Ordinal))
        {
            return path.Contains("Log", StringComparison.Ordinal);
        }

        using var content = new MemoryStream();
        request.Content!.WriteTo(content, CancellationToken.None);
        return InsertIntoLog().IsMatch(Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)Math.Min(content.Length, 2_000)));
    }

    private static InvalidOperationException Died() => new("The process died for a test.");

    [GeneratedRegex(@"POST \S+Log\b")]
    private static partial Regex InsertIntoLog();
}
