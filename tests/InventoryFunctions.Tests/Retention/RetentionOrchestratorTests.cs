using InventoryFunctions.Retention;
using InventoryFunctions.Telemetry;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Moq.Protected;

namespace InventoryFunctions.Tests.Retention;

public sealed class RetentionOrchestratorTests
{
    private static readonly DateTime Now = new(2026, 6, 1, 3, 30, 0, DateTimeKind.Utc);

    private readonly Mock<TaskOrchestrationContext> _context = new() { CallBase = true };
    private readonly List<RetentionStep> _steps = [];
    private RetentionProgress? _carried;

    [Fact]
    public async Task Run_KindsAndPieces_FollowEachOtherAtTheTimeOfTheRun()
    {
        Given(step => step.Position is null ? new RetentionPiece(3, "more") : new RetentionPiece(1, null));

        RetentionProgress? end = await RetentionOrchestrator.RunAsync(_context.Object);

        Assert.Equal(Enum.GetValues<RetentionKind>().SelectMany(kind => (RetentionKind[])[kind, kind]), _steps.Select(step => step.Kind));
        Assert.All(_steps, step => Assert.Equal(Now, step.Now.UtcDateTime));
        Assert.All(Enum.GetNames<RetentionKind>(), kind => Assert.Equal(4, end?.Removed[kind]));
    }

    [Fact]
    public async Task Run_OneKindFails_RemovesTheOthersAndSaysWhich()
    {
        Given(step => step.Kind == RetentionKind.Orders
            ? throw new TaskFailedException(nameof(RetentionActivities.RemoveExpired), 1, new TaskFailureDetails("Storage", "is away", null, null, null))
            : new RetentionPiece(1, null));

        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RetentionOrchestrator.RunAsync(_context.Object));

        Assert.Contains("Orders", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Enum.GetValues<RetentionKind>(), _steps.Select(step => step.Kind));
    }

    [Fact]
    public async Task Run_ManyPieces_GoOnInTheNextGeneration()
    {
        Given(_ => new RetentionPiece(1, "more"));

        Assert.Null(await RetentionOrchestrator.RunAsync(_context.Object));

        Assert.Equal((100, RetentionKind.Jobs, "more", 100L), (_steps.Count, _carried?.Kind, _carried?.Position, _carried?.Removed["Jobs"]));
        Assert.Equal(Now, _carried?.Now?.UtcDateTime);
    }

    [Fact]
    public async Task Purge_Pieces_CoverAllTimeBeforeTheEndOnceAndOnlyFinishedOnes()
    {
        Mock<DurableTaskClient> durable = new("test") { CallBase = true };
        List<PurgeInstancesFilter> filters = [];
        durable.Setup(client => client.PurgeAllInstancesAsync(It.IsAny<PurgeInstancesFilter>(), It.IsAny<PurgeInstanceOptions?>(), It.IsAny<CancellationToken>()))
            .Callback((PurgeInstancesFilter filter, PurgeInstanceOptions? _, CancellationToken _) => filters.Add(filter))
            .ReturnsAsync(new PurgeResult(2));
        using ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        RetentionActivities activities = new(
            [],
            Microsoft.Extensions.Options.Options.Create(new RetentionOptions()),
            new RetentionMetrics(services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), Microsoft.Extensions.Options.Options.Create(new EnvironmentOptions())),
            NullLogger<RetentionActivities>.Instance);
        string? position = null;
        do
        {
            position = (await activities.PurgeOrchestrations(
                new RetentionStep(RetentionKind.Orchestrations, Now, position), durable.Object, CancellationToken.None)).Next;
        }
        while (position is not null);

        Assert.Null(filters[0].CreatedFrom);
        Assert.Equal(filters.SkipLast(1).Select(filter => filter.CreatedTo), filters.Skip(1).Select(filter => filter.CreatedFrom));
        Assert.Equal(Now.AddDays(-30), filters[^1].CreatedTo?.UtcDateTime);
        Assert.All(filters.TakeLast(24), filter => Assert.Equal(TimeSpan.FromHours(1), filter.CreatedTo - filter.CreatedFrom));
        Assert.All(filters.Skip(1).SkipLast(24), filter => Assert.Equal(TimeSpan.FromDays(1), filter.CreatedTo - filter.CreatedFrom));
        Assert.All(filters.SelectMany(filter => filter.Statuses!), status => Assert.Contains(
            status, (OrchestrationRuntimeStatus[])[OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated]));
    }

    [Theory]
    [InlineData("7.00:00:00")]
    [InlineData("3651.00:00:00")]
    [InlineData("90")]
    [InlineData("x")]
    public void Settings_TooShortTooLongOrMalformed_AreRefusedByName(string kept)
    {
        RetentionOptions options = new() { Orders = kept };

        string? failure = new RetentionOptionsValidator().Validate(null, options).FailureMessage;

        Assert.Equal($"Retention__Orders must be a time span of the form [d.]hh:mm:ss from 8.00:00:00 to 3650.00:00:00, such as 30.00:00:00; it is '{kept}'.", failure);
        Assert.True(new RetentionOptionsValidator().Validate(null, new RetentionOptions()).Succeeded);
    }

    private void Given(Func<RetentionStep, RetentionPiece> activity)
    {
        _context.Setup(context => context.GetInput<RetentionProgress>()).Returns(RetentionProgress.Start);
        _context.SetupGet(context => context.CurrentUtcDateTime).Returns(Now);
        _context.Protected().SetupGet<ILoggerFactory>("LoggerFactory").Returns(NullLoggerFactory.Instance);
        _context.Setup(context => context.ContinueAsNew(It.IsAny<object?>(), It.IsAny<bool>()))
            .Callback((object? input, bool _) => _carried = (RetentionProgress?)input);
        _context.Setup(context => context.CallActivityAsync<RetentionPiece>(It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<TaskOptions?>()))
            .Returns((TaskName name, object? input, TaskOptions? _) =>
            {
                RetentionStep step = (RetentionStep)input!;
                Assert.Equal(
                    step.Kind == RetentionKind.Orchestrations ? nameof(RetentionActivities.PurgeOrchestrations) : nameof(RetentionActivities.RemoveExpired), name.Name);
                _steps.Add(step);
                return Task.FromResult(activity(step));
            });
    }
}
