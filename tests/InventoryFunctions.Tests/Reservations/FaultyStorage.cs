using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using InventoryFunctions.Tests.Importing;

namespace InventoryFunctions.Tests.Reservations;

/// <summary>
/// Stands for a process on bad storage: now and then a call does not arrive, its answer gets lost, or the process dies before or after it; then nothing ever
/// leaves again.
/// </summary>
internal sealed class FaultyStorage(int seed, int percent) : HttpPipelinePolicy
{
    private readonly Random _random = new(seed);
    private volatile bool _dead;

    private enum Fault
    {
        None,
        NotArrived,
        AnswerLost,
        DeadBefore,
        DeadAfter,
    }

    public bool IsDead => _dead;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Fault fault = Next();
        switch (fault)
        {
            case Fault.NotArrived:
                throw new RequestFailedException("The connection was refused.");
            case Fault.DeadBefore:
                throw new ProcessKilledException();
        }

        await ProcessNextAsync(message, pipeline);
        switch (fault)
        {
            case Fault.AnswerLost:
                throw new RequestFailedException("The connection broke.");
            case Fault.DeadAfter:
                throw new ProcessKilledException();
        }

        if (_dead)
        {
            throw new ProcessKilledException();
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    private Fault Next()
    {
        lock (_random)
        {
            if (_dead)
            {
                return Fault.DeadBefore;
            }

            Fault fault = _random.Next(100) >= percent ? Fault.None : (Fault)_random.Next(1, 5);
            _dead = fault is Fault.DeadBefore or Fault.DeadAfter;
            return fault;
        }
    }
}
