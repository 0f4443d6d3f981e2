using InventoryFunctions.Domain.Jobs;

namespace InventoryFunctions.Domain.Tests.Jobs;

public sealed class JobRecordTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly JobRecord Running = JobRecord.Begin("01959e60-0000-7000-8000-000000000000", JobKind.BatchUpdate, Start);

    [Fact]
    [Trait("Parity", "A3")]
    public void Begin_Always_RunsAndExpiresAfter30Days()
    {
        Assert.Equal(JobStatus.Running, Running.Status);
        Assert.Equal(Start, Running.StartTime);
        Assert.Equal(Start, Running.Timestamp);
        Assert.Equal(Start.AddDays(30), Running.Ttl);
        Assert.Null(Running.EndTime);
    }

    [Fact]
    [Trait("Parity", "A3")]
    public void Complete_AfterSomeTime_RoundsSecondsToTwoDecimals()
    {
        JobRecord done = Running.Complete(7, 3, Start.AddMilliseconds(12_345));

        Assert.Equal(JobStatus.Completed, done.Status);
        Assert.Equal(12.35, done.ExecutionTime);
        Assert.Equal((7, 3, 10), (done.ItemsProcessed, done.ItemsFailed, done.ItemsTotal));
    }

    [Fact]
    [Trait("Parity", "A8")]
    public void Fail_Always_KeepsMessageAndCounts()
    {
        JobRecord failed = Running.Progress(5, 1).Fail("storage is gone", Start.AddSeconds(1));

        Assert.Equal((JobStatus.Failed, "storage is gone", 5, 1), (failed.Status, failed.ErrorMessage, failed.ItemsProcessed, failed.ItemsFailed));
        Assert.Equal(Start.AddSeconds(1), failed.EndTime);
    }

    [Fact]
    public void Progress_OlderCounts_ChangesNothing() => Assert.Equal(10, Running.Progress(10, 0).Progress(8, 0).ItemsProcessed);

    [Fact]
    public void Progress_AfterTheEnd_ChangesNothing()
    {
        JobRecord done = Running.Complete(7, 0, Start.AddSeconds(1));

        Assert.Same(done, done.Progress(99, 0));
    }

    [Theory]
    [Trait("Parity", "A6")]
    [InlineData(0, 0, 100)]
    [InlineData(3, 1, 75)]
    [InlineData(0, 4, 0)]
    public void SuccessRate_Always_IsThePercentUpdated(long processed, long failed, double percent) =>
        Assert.Equal(percent, Running.Complete(processed, failed, Start).SuccessRate);
}
