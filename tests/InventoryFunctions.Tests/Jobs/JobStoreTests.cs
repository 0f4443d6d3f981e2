using System.Diagnostics.Metrics;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Domain.Validation;
using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using InventoryFunctions.Telemetry;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.BatchUpdates;

namespace InventoryFunctions.Tests.Jobs;

[Trait("Parity", "A11")]
public sealed class JobStoreTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Find_RunningAndEndedRecord_GivesEveryField()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        JobRecord running = Record(app.Clock.GetUtcNow());
        await app.Jobs.InsertAsync(running, None);
        Assert.Equal(running, await app.Jobs.FindAsync(running.ExecutionId, None));

        JobRecord? ended = await app.Jobs.UpdateAsync(
            running.ExecutionId, job => job.Complete(3_000_000_000, 1, job.StartTime.AddSeconds(61.234)) with { ErrorMessage = "x" }, None);

        Assert.Equal(61.23, ended!.ExecutionTime);
        Assert.Equal(ended, await app.Jobs.FindAsync(running.ExecutionId, None));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("../etc")]
    [InlineData("7f0e4a52-3a8e-4c1b-9d75-0123456789ab")]
    [InlineData("0193e5a0-0000-7000-8000-000000000001")]
    public async Task Find_NoSuchJob_GivesNone(string executionId)
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);

        Assert.Null(await app.Jobs.FindAsync(executionId, None));
        Assert.Null(await app.Jobs.UpdateAsync(executionId, job => job.Fail("x", default), None));
    }

    [Fact]
    public async Task Insert_Twice_KeepsTheFirst()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        JobRecord job = Record(app.Clock.GetUtcNow());

        Assert.True(await app.Jobs.InsertAsync(job, None));
        Assert.False(await app.Jobs.InsertAsync(job.Fail("x", job.StartTime), None));
        Assert.Equal(JobStatus.Running, (await app.Jobs.FindAsync(job.ExecutionId, None))!.Status);
    }

    [Fact]
    public async Task Update_ByTwoAtOnce_LosesNeither()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        JobRecord job = Record(app.Clock.GetUtcNow());
        await app.Jobs.InsertAsync(job, None);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            app.Jobs.UpdateAsync(job.ExecutionId, now => now with { ItemsProcessed = now.ItemsProcessed + 1 }, None)));

        Assert.Equal(4, (await app.Jobs.FindAsync(job.ExecutionId, None))!.ItemsProcessed);
    }

    [Fact]
    public async Task Update_ToAnEnd_CountsTheJobOnce()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        JobRecord job = Record(app.Clock.GetUtcNow());
        List<string> ended = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Name == JobMetrics.Jobs && instrument.Meter.Scope == app.Get<IMeterFactory>())
            {
                all.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => ended.Add(string.Join(' ', tags.ToArray().Select(tag => tag.Value))));
        listener.Start();

        await app.Jobs.InsertAsync(job, None);
        await app.Jobs.UpdateAsync(job.ExecutionId, now => now.Progress(1, 0), None);
        Assert.Empty(ended);
        await app.Jobs.UpdateAsync(job.ExecutionId, now => now.Fail("x", app.Clock.GetUtcNow()), None);
        await app.Jobs.UpdateAsync(job.ExecutionId, now => now with { ErrorMessage = "y" }, None);

        Assert.Equal(["BatchUpdate Failed"], ended);
    }

    [Fact]
    public async Task List_OverSeveralDays_IsNewestFirstPageByPage()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        List<JobRecord> jobs = await InsertHourlyAsync(app, 60);

        List<JobRecord> listed = [];
        string? continuation = null;
        do
        {
            ListPage<JobRecord> page = await app.Jobs.ListAsync(new JobQuery(), 7, continuation, None);
            Assert.True(page.Items.Count == 7 || page.Continuation is null);
            listed.AddRange(page.Items);
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal(jobs.AsEnumerable().Reverse(), listed);
    }

    [Fact]
    public async Task List_ByTimeAndStatus_GivesThoseOnly()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        List<JobRecord> jobs = await InsertHourlyAsync(app, 60);
        await app.Jobs.UpdateAsync(jobs[20].ExecutionId, job => job.Fail("x", job.StartTime), None);
        JobQuery range = new() { From = jobs[10].Timestamp, To = jobs[40].Timestamp };

        IReadOnlyList<JobRecord> inRange = (await app.Jobs.ListAsync(range, 1000, null, None)).Items;
        IReadOnlyList<JobRecord> failed = (await app.Jobs.ListAsync(range with { Status = JobStatus.Failed }, 1000, null, None)).Items;

        Assert.Equal(jobs[10..40].AsEnumerable().Reverse().Select(job => job.ExecutionId), inRange.Select(job => job.ExecutionId));
        Assert.Equal(jobs[20].ExecutionId, Assert.Single(failed).ExecutionId);
    }

    [Fact]
    public async Task RemoveExpired_After30Days_RemovesRecordsWithTheirErrorsAndKeepsTheRest()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        JobErrorStore errors = app.Get<JobErrorStore>();
        JobRecord old = Record(app.Clock.GetUtcNow());
        await app.Jobs.InsertAsync(old, None);
        await errors.AddErrorsAsync(old.ExecutionId, Errors(130), None);
        app.Clock.Advance(TimeSpan.FromDays(29));
        JobRecord recent = Record(app.Clock.GetUtcNow());
        await app.Jobs.InsertAsync(recent, None);
        JobRetention retention = app.Get<JobRetention>();

        Assert.Equal(0, await retention.RemoveExpiredAsync(None));
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await retention.RemoveExpiredAsync(None));

        Assert.Null(await app.Jobs.FindAsync(old.ExecutionId, None));
        Assert.Empty((await errors.ListErrorsAsync(old.ExecutionId, 10, null, None)).Items);
        Assert.NotNull(await app.Jobs.FindAsync(recent.ExecutionId, None));
        Assert.Equal(0, await retention.RemoveExpiredAsync(None));
    }

    [Fact]
    public async Task ListErrors_AddedTwice_NamesEachOnceInOrder()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        JobErrorStore errors = app.Get<JobErrorStore>();
        string executionId = Record(app.Clock.GetUtcNow()).ExecutionId;
        await errors.AddErrorsAsync(executionId, Errors(250), None);
        await errors.AddErrorsAsync(executionId, Errors(250), None);

        ListPage<JobError> first = await errors.ListErrorsAsync(executionId, 200, null, None);
        ListPage<JobError> second = await errors.ListErrorsAsync(executionId, 200, first.Continuation, None);

        Assert.Equal(Errors(250).Select(error => error.Key), first.Items.Concat(second.Items).Select(error => error.Key));
        Assert.Null(second.Continuation);
        Assert.Equal([new BrokenRule("stock", "must be 1")], first.Items[0].Rules);
    }

    [Fact]
    public async Task RemoveErrors_RemovedAlreadyWhenItIsSent_IsNoFailure()
    {
        await using InventoryApp app = await InventoryApp.StartAsync(azurite);
        JobErrorStore errors = app.Get<JobErrorStore>();
        string executionId = Record(app.Clock.GetUtcNow()).ExecutionId;
        await errors.AddErrorsAsync(executionId, Errors(5), None);
        bool removed = false;
        app.Traffic.Before = async call =>
        {
            if (!removed && call.Method == "POST")
            {
                removed = true;
                await errors.RemoveAllAsync(executionId, None);
            }
        };

        await errors.RemoveAllAsync(executionId, None);

        Assert.True(removed);
        Assert.Empty((await errors.ListErrorsAsync(executionId, 10, null, None)).Items);
    }

    private static JobRecord Record(DateTimeOffset now) => JobRecord.Begin(Guid.CreateVersion7(now).ToString("D"), JobKind.BatchUpdate, now);

    private static List<JobError> Errors(int count) => [.. Enumerable.Range(1, count).Select(i => new JobError($"{i:D6}", new BrokenRule("stock", $"must be {i}")))];

    private static async Task<List<JobRecord>> InsertHourlyAsync(InventoryApp app, int count)
    {
        List<JobRecord> jobs = [];
        for (int i = 0; i < count; i++)
        {
            jobs.Add(Record(app.Clock.GetUtcNow()));
            await app.Jobs.InsertAsync(jobs[^1], None);
            app.Clock.Advance(TimeSpan.FromHours(1));
        }

        return jobs;
    }
}
