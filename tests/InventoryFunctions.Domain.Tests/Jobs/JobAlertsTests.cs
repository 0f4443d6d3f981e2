using InventoryFunctions.Domain.Jobs;

namespace InventoryFunctions.Domain.Tests.Jobs;

public sealed class JobAlertsTests
{
    private const string Environment = "prod";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly JobRecord Running = JobRecord.Begin("01959e60-0000-7000-8000-000000000000", JobKind.BatchUpdate, Now);

    [Theory]
    [Trait("Parity", "A7")]
    [InlineData(100, 0)]
    [InlineData(9, 1)]
    [InlineData(90, 10)]
    [InlineData(0, 0)]
    public void Decide_AtMostATenthFailed_StaysQuiet(long processed, long failed) =>
        Assert.Null(JobAlerts.Decide(Running.Complete(processed, failed, Now), Environment));

    [Theory]
    [Trait("Parity", "A7")]
    [InlineData(89, 11)]
    [InlineData(8, 1)]
    public void Decide_MoreThanATenthFailed_Alerts(long processed, long failed) =>
        Assert.Equal("[prod] High Failure Rate Detected", JobAlerts.Decide(Running.Complete(processed, failed, Now), Environment)?.Subject);

    [Fact]
    [Trait("Parity", "D10")]
    public void Decide_EveryItemFailed_Alerts() =>
        Assert.Equal("[prod] High Failure Rate Detected", JobAlerts.Decide(Running.Complete(0, 20, Now), Environment)?.Subject);

    [Fact]
    [Trait("Parity", "A8")]
    public void Decide_JobFailed_AlertsWithTheReason()
    {
        JobAlert? alert = JobAlerts.Decide(Running.Fail("storage is gone", Now), Environment);

        Assert.Equal("[prod] Job Execution Failed", alert?.Subject);
        Assert.Contains("storage is gone", alert?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_JobStillRuns_StaysQuiet() => Assert.Null(JobAlerts.Decide(Running.Progress(0, 50), Environment));
}
