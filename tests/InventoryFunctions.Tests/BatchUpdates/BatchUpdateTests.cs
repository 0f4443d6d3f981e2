using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using InventoryFunctions.BatchUpdates;
using InventoryFunctions.ChangeFeed;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Jobs;
using InventoryFunctions.Notifications;
using InventoryFunctions.Testing;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace InventoryFunctions.Tests.BatchUpdates;

/// <summary>Batch updates from the HTTP call to the job's record, in the embedded host.</summary>
public sealed class BatchUpdateTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "A3")]
    [Trait("Parity", "A4")]
    [Trait("Parity", "A5")]
    public async Task StartJob_EmptyInventory_CompletesWithTwentySampleItemsRestocked()
    {
        await using RunningApp app = await RunningApp.StartAsync(azurite);

        using HttpResponseMessage answer = await app.Http.PostAsync("jobs", null);
        JsonElement started = await answer.Content.ReadFromJsonAsync<JsonElement>();
        string executionId = started.GetProperty("executionId").GetString()!;
        JsonElement job = await app.EndedJobAsync(executionId);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(new Uri(app.Host.BaseAddress, $"jobs/{executionId}"), answer.Headers.Location);
        Assert.Equal(answer.Headers.Location!.AbsoluteUri, started.GetProperty("statusUrl").GetString());
        Assert.Equal(("COMPLETED", 20, 0), Outcome(job));
        Assert.Equal(20, job.GetProperty("itemsTotal").GetInt32());
        Assert.True(job.GetProperty("executionTime").GetDouble() > 0);
        IReadOnlyList<InventoryItem> items = await Inventory.AllAsync(app.Store);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 110 + (10 * i)), items.OrderBy(item => item.ItemId).Select(item => item.Stock));
        Assert.All(items, item => Assert.Equal(executionId, item.LastExecutionId));

        OrchestrationMetadata instance = await app.Host.DurableTaskClient.WaitForInstanceCompletionAsync(
            BatchUpdateRun.InstanceIdOf(executionId), getInputsAndOutputs: true);
        BatchUpdateResult output = instance.ReadOutputAs<BatchUpdateResult>()!;
        Assert.Equal(new BatchUpdateResult(executionId, 20, 0, job.GetProperty("executionTime").GetDouble()), output);
    }

    [Fact]
    [Trait("Parity", "A2")]
    [Trait("Parity", "D9")]
    public async Task StartJob_WhileOneRuns_IsRefusedNamingItAndAcceptedOnceItHasEnded()
    {
        await using RunningApp app = await RunningApp.StartAsync(azurite);
        TaskCompletionSource gate = new();
        app.Traffic.Before = call => call.WritesInventory ? gate.Task : Task.CompletedTask;
        string first = await app.StartJobAsync();

        using HttpResponseMessage refused = await app.Http.PostAsync("jobs", null);
        JsonElement problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        gate.SetResult();
        await app.EndedJobAsync(first);
        string second = await app.StartJobAsync();
        await app.EndedJobAsync(second);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains(first, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.All(await Inventory.AllAsync(app.Store), item => Assert.Equal(3, item.Version));
    }

    [Fact]
    [Trait("Parity", "D7")]
    [Trait("Parity", "A19")]
    public async Task StartJob_TenThousandImportedItems_UpdatesEachOnceWithFewStorageCalls()
    {
        // On a clock that stands still, and without the change feed, which may still be busy with the import: what they do besides comes to the more calls the
        // longer a busy machine takes.
        await using RunningApp app = await RunningApp.StartAsync(
            azurite,
            new ManualTimeProvider(),
            settings: [("BatchUpdate__BatchSize", "100"), ($"AzureWebJobs.{nameof(ProcessChangeFeed)}.Disabled", "true")]);
        string rows = string.Concat(Inventory.Items(10_000).Select(item => $"{item.ItemId},{item.Stock}\n"));
        using StringContent csv = new("itemId,stock\n" + rows, Encoding.UTF8, "text/csv");
        using HttpResponseMessage accepted = await app.Http.PostAsync(new Uri("inventory/import", UriKind.Relative), csv);
        string import = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("executionId").GetString()!;
        Assert.Equal(("COMPLETED", 10_000, 0), Outcome(await app.EndedJobAsync(import)));
        await app.Host.DurableTaskClient.WaitForInstanceCompletionAsync($"Import_{import}");
        app.Traffic.Clear();

        JsonElement job = await app.EndedJobAsync(await app.StartJobAsync(new { rule = "restock", amount = 7 }));
        StorageCall[] calls = [.. app.Traffic.Calls];

        Assert.Equal(("COMPLETED", 10_000, 0), Outcome(job));
        IReadOnlyList<InventoryItem> items = await Inventory.AllAsync(app.Store);
        Assert.Equal(10_000, items.Count);
        Assert.All(items, item => Assert.Equal((107, 2), (item.Stock, item.Version)));
        Assert.InRange(calls.Count(call => call.WritesInventory), 1, 150);
        // Looking at the job's record is this test's own traffic: two reads a look.
        Assert.InRange(calls.Count(call => call.Method != "GET" || !call.Path.Contains("/Job", StringComparison.Ordinal)), 1, 600);
    }

    [Fact]
    [Trait("Parity", "A3")]
    [Trait("Parity", "A7")]
    [Trait("Parity", "A19")]
    public async Task StartJob_SomeRowsAreBad_NamesThemAndUpdatesTheRest()
    {
        await using RunningApp app = await RunningApp.StartAsync(azurite);
        await Inventory.AddAsync(app.Store, Inventory.Items(60), TimeProvider.System.GetUtcNow());
        await BreakAsync(app, 14);

        string executionId = await app.StartJobAsync();
        JsonElement job = await app.EndedJobAsync(executionId);
        JsonElement page = await app.Http.GetFromJsonAsync<JsonElement>($"jobs/{executionId}/errors?pageSize=12");
        JsonElement rest = await app.Http.GetFromJsonAsync<JsonElement>(
            $"jobs/{executionId}/errors?pageSize=12&continuation={page.GetProperty("continuation").GetString()}");

        Assert.Equal(("COMPLETED", 60, 14), Outcome(job));
        Assert.Equal(10, job.GetProperty("errors").GetArrayLength());
        Assert.Equal(
            Enumerable.Range(1, 14).Select(i => $"broken{i:D2}"),
            page.GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray()).Select(error => error.GetProperty("key").GetString()));
        Assert.Equal("stock", job.GetProperty("errors")[0].GetProperty("rules")[0].GetProperty("field").GetString());
        await Eventually.HoldsAsync(() => app.Alerts.Alerts.Count == 1, "the alert is out");
        Assert.Equal("[prod] High Failure Rate Detected", app.Alerts.Alerts.Single().Alert.Subject);
    }

    [Fact]
    [Trait("Parity", "D10")]
    public async Task StartJob_EveryItemFails_CompletesAndAlerts()
    {
        await using RunningApp app = await RunningApp.StartAsync(azurite, settings: ("Environment", "dev"));
        await BreakAsync(app, 3);

        JsonElement job = await app.EndedJobAsync(await app.StartJobAsync());

        Assert.Equal(("COMPLETED", 0, 3), Outcome(job));
        await Eventually.HoldsAsync(() => app.Alerts.Alerts.Count == 1, "the alert is out");
        Assert.Equal("[dev] High Failure Rate Detected", app.Alerts.Alerts.Single().Alert.Subject);
    }

    [Fact]
    [Trait("Parity", "A8")]
    public async Task StartJob_StorageRefusesEveryPage_FailsAlertsAndLetsTheNextJobRun()
    {
        // The schedule would start a job too, were the clock moved by an hour while a busy machine does nothing else.
        ManualTimeProvider clock = new();
        await using RunningApp app = await RunningApp.StartAsync(azurite, clock, settings: ($"AzureWebJobs.{nameof(BatchUpdateTimer)}.Disabled", "true"));
        app.Traffic.Before = call => call.WritesInventory ? throw new RequestFailedException(503, "Storage is down for a test.") : Task.CompletedTask;

        string executionId = await app.StartJobAsync();
        JsonElement job = await app.EndedJobAsync(executionId, () => clock.Advance(TimeSpan.FromSeconds(2)));
        await Eventually.HoldsAsync(() => app.Alerts.Alerts.Count == 1, "the alert is out");
        OrchestrationMetadata instance = await app.Host.DurableTaskClient.WaitForInstanceCompletionAsync(BatchUpdateRun.InstanceIdOf(executionId));
        app.Traffic.Before = null;
        JsonElement next = await app.EndedJobAsync(await app.StartJobAsync());

        Assert.Equal("FAILED", job.GetProperty("status").GetString());
        Assert.Contains("Storage is down for a test.", job.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(JsonValueKind.Null, job.GetProperty("endTime").ValueKind);
        Assert.Equal("[prod] Job Execution Failed", app.Alerts.Alerts.Single().Alert.Subject);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Equal("COMPLETED", next.GetProperty("status").GetString());
    }

    [Fact]
    [Trait("Parity", "A9")]
    public async Task StartJob_MetricsAndAlertFail_CompletesAllTheSame()
    {
        Mock<IAlertPublisher> alerts = new();
        alerts
            .Setup(publisher => publisher.PublishAsync(It.IsAny<JobAlert>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidOperationException("nobody answers"));
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Meter.Name == "InventoryScheduler/failing")
            {
                all.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("nobody counts"));
        listener.Start();
        ManualTimeProvider clock = new();
        await using RunningApp app = await RunningApp.StartAsync(azurite, clock, alerts.Object, ("Environment", "failing"));
        await BreakAsync(app, 2);

        string executionId = await app.StartJobAsync();
        await app.EndedJobAsync(executionId);
        Task<OrchestrationMetadata> end = app.Host.DurableTaskClient.WaitForInstanceCompletionAsync(BatchUpdateRun.InstanceIdOf(executionId));
        await Eventually.HoldsAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(2));
                return end.IsCompleted;
            },
            "the orchestration has ended");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await end).RuntimeStatus);
        Assert.Equal(("COMPLETED", 0, 2), Outcome(await app.JobAsync(executionId)));
        alerts.Verify(
            publisher => publisher.PublishAsync(It.IsAny<JobAlert>(), executionId, It.IsAny<CancellationToken>()), Times.Exactly(3));
    }

    [Fact]
    [Trait("Parity", "A2")]
    public async Task Timer_ScheduleComesDue_RunsAJob()
    {
        ManualTimeProvider clock = new();
        await using RunningApp app = await RunningApp.StartAsync(azurite, clock, settings: ("BatchUpdate__Schedule", "rate(5 minutes)"));

        // Until there is a job, and no further: it must not seem to take hours on a busy machine.
        JsonElement jobs = default;
        await Eventually.HoldsAsync(
            async () =>
            {
                jobs = (await app.Http.GetFromJsonAsync<JsonElement>("jobs")).GetProperty("items");
                if (jobs.GetArrayLength() == 0)
                {
                    clock.Advance(TimeSpan.FromSeconds(15));
                }

                return jobs.GetArrayLength() > 0;
            },
            "the schedule has started a job");

        Assert.Equal(("COMPLETED", 20, 0), Outcome(await app.EndedJobAsync(jobs.EnumerateArray().Last().GetProperty("executionId").GetString()!)));
    }

    private static async Task BreakAsync(RunningApp app, int count)
    {
        TableServiceClient tables = app.Host.Services.GetRequiredService<TableServiceClient>();
        for (int i = 1; i <= count; i++)
        {
            await Inventory.AddBrokenRowAsync(tables, app.Store, $"broken{i:D2}");
        }
    }

    private static (string Status, int Processed, int Failed) Outcome(JsonElement job) =>
        (job.GetProperty("status").GetString()!, job.GetProperty("itemsProcessed").GetInt32(), job.GetProperty("itemsFailed").GetInt32());
}
