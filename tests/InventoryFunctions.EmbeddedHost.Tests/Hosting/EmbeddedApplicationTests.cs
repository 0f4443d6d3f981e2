using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InventoryFunctions.EmbeddedHost.Durable;
using InventoryFunctions.EmbeddedHost.Hosting;
using InventoryFunctions.EmbeddedHost.Tests.Http;
using InventoryFunctions.Testing;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;

namespace InventoryFunctions.EmbeddedHost.Tests.Hosting;

public sealed class EmbeddedApplicationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly Type[] Functions = [typeof(SampleOrchestration)];

    [Fact]
    public async Task Orchestration_OfTwoSteps_RunsOverHttp()
    {
        await using var host = await TestHost.StartAsync(azurite, Functions);

        var started = await host.Http.PostAsync("baskets/apples", null);
        var id = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        await host.Application.DurableTaskClient.WaitForInstanceCompletionAsync(id);
        var read = await host.Http.GetFromJsonAsync<JsonElement>($"baskets/{id}");

        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal(nameof(OrchestrationRuntimeStatus.Completed), read.GetProperty("status").GetString());
        Assert.Equal(new Basket("apples", 2), JsonSerializer.Deserialize<Basket>(read.GetProperty("output").GetString()!));
        Assert.Equal((2, id, nameof(SampleOrchestration.Report)), Assert.Single(host.Log.Calls));
    }

    [Fact]
    public async Task Store_HeldByAnotherHost_IsRefusedAndFreeAfterItsStop()
    {
        var hub = TestHost.NewHub();
        await using (await TestHost.StartAsync(azurite, Functions, hub: hub))
        {
            var error = await Assert.ThrowsAsync<HubInUseException>(() => TestHost.StartAsync(azurite, Functions, hub: hub));

            Assert.Equal(ExitCode.StoreHeld, StartFailure.Of(error, 0).Code);
        }

        await using var next = await TestHost.StartAsync(azurite, Functions, hub: hub);
    }

    [Fact]
    public async Task Stop_WhereAServiceOfTheAppFailsToStop_StillFreesTheStore()
    {
        var hub = TestHost.NewHub();
        var first = await TestHost.StartAsync(azurite, Functions, hub: hub, service: new UnstoppableService());

        var error = await Record.ExceptionAsync(async () => await first.DisposeAsync());

        Assert.Contains(UnstoppableService.Message, Assert.IsAssignableFrom<Exception>(error).ToString(), StringComparison.Ordinal);
        await using var next = await TestHost.StartAsync(azurite, Functions, hub: hub);
    }

    [Fact]
    public async Task Stop_WhereAServiceOfTheAppNeverStops_IsOverInTimeAndFreesTheStore()
    {
        // The stop has little time for storage, and rightly so; where that takes longer on a busy machine, it is tried again.
        var isFree = false;
        for (var attempt = 0; attempt < 5 && !isFree; attempt++)
        {
            var hub = TestHost.NewHub();
            var first = await TestHost.StartAsync(
                azurite, Functions, hub: hub, service: new EndlessService(), drainTimeout: TimeSpan.FromMilliseconds(50));

            await first.Application.StopAsync().WaitAsync(Eventually.DefaultDeadline);

            try
            {
                await using var next = await TestHost.StartAsync(azurite, Functions, hub: hub);
                isFree = true;
            }
            catch (HubInUseException)
            {
                // Not this time.
            }
        }

        Assert.True(isFree, "The store was never free.");
    }

    [Fact]
    public async Task Restart_AfterStop_KeepsInstances()
    {
        var hub = TestHost.NewHub();
        string id;
        await using (var first = await TestHost.StartAsync(azurite, Functions, hub: hub))
        {
            id = await first.Application.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync(
                nameof(SampleOrchestration.FillBasket), new Basket("pears", 4));
            await first.Application.DurableTaskClient.WaitForInstanceCompletionAsync(id);
        }

        await using var second = await TestHost.StartAsync(azurite, Functions, hub: hub);
        var instance = await second.Application.DurableTaskClient.GetInstanceAsync(id, getInputsAndOutputs: true);

        Assert.Equal(new Basket("pears", 8), instance!.ReadOutputAs<Basket>());
    }

    [Fact]
    public async Task Storage_Unreachable_EndsWithItsOwnCode()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => TestHost.StartAsync(azurite, [typeof(SampleHttpFunctions)], new()
        {
            ["AzureWebJobsStorage"] =
                "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=c2VjcmV0;TableEndpoint=http://127.0.0.1:9/devstoreaccount1;",
        }));

        var failure = StartFailure.Of(error, 0);
        Assert.Equal(ExitCode.StorageUnreachable, failure.Code);
        Assert.DoesNotContain('\n', failure.Line);
    }

    [Fact]
    public async Task Storage_ConnectionStringUnreadable_NamesTheSetting()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(
            () => TestHost.StartAsync(azurite, [typeof(SampleHttpFunctions)], new() { ["AzureWebJobsStorage"] = "not a connection string" }));

        Assert.Contains("AzureWebJobsStorage", error.Message, StringComparison.Ordinal);
    }

    private sealed class EndlessService : IHostedService
    {
        private readonly TaskCompletionSource _never = new();

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => _never.Task;
    }

    private sealed class UnstoppableService : IHostedService
    {
        public const string Message = "This service does not stop.";

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => throw new InvalidOperationException(Message);
    }
}
