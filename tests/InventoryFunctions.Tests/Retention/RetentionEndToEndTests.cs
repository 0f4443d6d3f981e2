using System.Text.Json;
using InventoryFunctions.EmbeddedHost;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Logging;

namespace InventoryFunctions.Tests.Retention;

public sealed class RetentionEndToEndTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "A11")]
    public async Task Timer_ComesDue_RunsEveryKindAndPurgesOrchestrationsThatAreOver()
    {
        ManualTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 3, 0, 0, TimeSpan.Zero));
        await using EmbeddedApplication app = await EmbeddedApplication.StartAsync(new EmbeddedHostOptions
        {
            Settings = new Dictionary<string, string?>
            {
                ["AzureWebJobsStorage"] = azurite.NewAccount(),
                ["AzureWebJobs.BatchUpdateTimer.Disabled"] = "true",
                ["Retention__Orchestrations"] = "8.00:00:00",
            },
            TimeProvider = clock,
            MinimumLogLevel = LogLevel.Warning,
        });
        using HttpClient http = new() { BaseAddress = app.BaseAddress };

        // Both nightly timers first set themselves for their next time: a clock that moves meanwhile leaves them behind.
        await TimersAreSetAsync(clock.GetUtcNow().AddMinutes(30));
        clock.Advance(TimeSpan.FromMinutes(30));
        await EndOfAsync("Retention_20260101");
        await TimersAreSetAsync(clock.GetUtcNow().AddDays(1));
        clock.Advance(TimeSpan.FromDays(9));
        JsonElement last = await EndOfAsync("Retention_20260110");

        JsonElement removed = last.GetProperty("output").GetProperty("Removed");
        Assert.Equal(7, removed.EnumerateObject().Count());
        using HttpResponseMessage first = await http.GetAsync(new Uri("workflows/Retention_20260101", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, first.StatusCode);

        async Task<JsonElement> EndOfAsync(string instanceId)
        {
            JsonElement found = default;
            await Eventually.HoldsAsync(
                async () =>
                {
                    using HttpResponseMessage response = await http.GetAsync(new Uri($"workflows/{instanceId}", UriKind.Relative));
                    found = response.IsSuccessStatusCode ? JsonElement.Parse(await response.Content.ReadAsByteArrayAsync()) : default;
                    return found.ValueKind == JsonValueKind.Object && found.GetProperty("status").GetString() == "Completed";
                },
                $"{instanceId} completes");
            return found;
        }

        Task TimersAreSetAsync(DateTimeOffset time) => Eventually.HoldsAsync(() => clock.TimersAt(time) == 2, $"the timers are set for {time:u}");
    }
}
