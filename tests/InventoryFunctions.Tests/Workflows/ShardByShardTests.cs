using InventoryFunctions.Tests.Notifications;
using InventoryFunctions.Workflows;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Moq;
using Moq.Protected;

namespace InventoryFunctions.Tests.Workflows;

/// <summary>When a job tells how far it is.</summary>
public sealed class ShardByShardTests : IDisposable
{
    private static readonly TaskFailedException Failure = new("a step", 1, new TaskFailureDetails("Storage", "is away", null, null, null));

    private readonly List<int> _statuses = [];
    private readonly List<int> _reports = [];
    private readonly RecordedLog _log = new();
    private readonly ILoggerFactory _loggers;

    public ShardByShardTests() => _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));

    public void Dispose()
    {
        _loggers.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Run_EveryShard_IsTheCustomStatusAndEverySixteenthIsReportedButTheLast()
    {
        Progress end = await RunAsync(48);

        Assert.Equal(new Progress("e1", 48, 48, 96), end);
        Assert.Equal(Enumerable.Range(1, 48), _statuses);
        Assert.Equal([16, 32], _reports);
    }

    [Fact]
    public async Task Run_ReportFails_GoesOnAndLogsIt()
    {
        Progress end = await RunAsync(20, report: () => throw Failure);

        Assert.Equal(20, end.ShardsDone);
        Assert.Equal([16], _reports);
        Assert.StartsWith("Warning AnOrchestrator: the progress of e1 could not be written", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ShardFails_IsThrownOnceTheOthersHaveEndedAndNothingMoreIsReported()
    {
        await Assert.ThrowsAsync<TaskFailedException>(() => RunAsync(40, shard => shard == 14 ? throw Failure : 2));

        Assert.Equal(Enumerable.Range(1, 21), _statuses);
        Assert.Empty(_reports);
    }

    private Task<Progress> RunAsync(int shards, Func<int, int>? runShard = null, Action? report = null)
    {
        Mock<TaskOrchestrationContext> context = new() { CallBase = true };
        context.Setup(each => each.Name).Returns("AnOrchestrator");
        context.Protected().SetupGet<ILoggerFactory>("LoggerFactory").Returns(_loggers);
        context.Setup(each => each.SetCustomStatus(It.IsAny<object?>())).Callback((object? status) => _statuses.Add(((Progress)status!).ShardsDone));
        context.Setup(each => each.CallActivityAsync<object>("Report", It.IsAny<object?>(), null))
            .Returns(async (TaskName _, object? progress, TaskOptions? _) =>
            {
                await Task.CompletedTask;
                _reports.Add(((Progress)progress!).ShardsDone);
                report?.Invoke();
                return null!;
            });
        return ShardByShard.RunAsync(context.Object, new Progress("e1", 0, shards, 0), Enumerable.Range(0, shards), RunShardAsync, "Report");

        async Task<int> RunShardAsync(int shard)
        {
            await Task.CompletedTask;
            return runShard?.Invoke(shard) ?? 2;
        }
    }

    private sealed record Progress(string ExecutionId, int ShardsDone, int ShardsTotal, int Counted) : IShardProgress<Progress, int>
    {
        public Progress WithShard(int counts) => this with { ShardsDone = ShardsDone + 1, Counted = Counted + counts };
    }
}
