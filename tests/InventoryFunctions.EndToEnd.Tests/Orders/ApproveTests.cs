using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using InventoryFunctions.Testing;

namespace InventoryFunctions.EndToEnd.Tests.Orders;

/// <summary>The whole of the second original as a developer has it on their machine, the host killed while a person thinks.</summary>
[Trait("Parity", "B5")]
[Trait("Parity", "B6")]
[Trait("Parity", "D6")]
public sealed class ApproveTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Link_FromBeforeTheHostWasKilled_ApprovesOnceAfterIt()
    {
        Uri link;
        await using (RunningApp first = await RunningApp.StartAsync(_data.Path))
        {
            using HttpResponseMessage loaded = await first.Http.PostAsync(Relative("inventory/samples?set=management"), null);
            loaded.EnsureSuccessStatusCode();
            using HttpResponseMessage placed = await first.Http.PostAsJsonAsync("orders", new { orderId = "o-1", productId = "tv", quantity = 12 });
            placed.EnsureSuccessStatusCode();
            link = await LinkAsync(first.Http);

            // Whoever looks, as often as they like.
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await GetAsync(first.Http, link)).Status, (await GetAsync(first.Http, link)).Status));
            Assert.Equal("PendingApproval", (await PurchaseOrderAsync(first.Http)).GetProperty("status").GetString());
            Assert.Equal("Unavailable", (await first.Http.GetFromJsonAsync<JsonElement>("orders/o-1")).GetProperty("status").GetString());

            DevProcess.KillHard(first.HostId);
            await first.Command.UntilExitedAsync();
        }

        await using RunningApp second = await RunningApp.StartAsync(_data.Path);
        Uri page = new(second.Http.BaseAddress!, link.PathAndQuery);
        (HttpStatusCode status, string html) = await GetAsync(second.Http, page);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(HttpStatusCode.OK, (await DecideAsync(second.Http, page, html, "approve")).Status);

        await Eventually.HoldsAsync(
            async () => (await second.Http.GetFromJsonAsync<JsonElement>("inventory/tv")).GetProperty("stock").GetInt32() == 10 + 22,
            "ten televisions, ten that are the least worth buying, and the twelve that were ordered",
            DevCommand.Deadline);
        Assert.Equal("IN STOCK", (await second.Http.GetFromJsonAsync<JsonElement>("inventory/tv")).GetProperty("status").GetString());
        string decidedAt = (await PurchaseOrderAsync(second.Http)).GetProperty("decidedAt").GetDateTimeOffset().ToString("HH:mm", null);
        (status, string refusal) = await DecideAsync(second.Http, page, html, "reject");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Matches($"was approved by administrator\\s+on <time[^>]*>[^<]*{decidedAt} UTC", refusal);
        await second.StopAsync();
    }

    private static async Task<Uri> LinkAsync(HttpClient http)
    {
        string? link = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                JsonElement notifications = await http.GetFromJsonAsync<JsonElement>("notifications");
                link = notifications.GetProperty("items").EnumerateArray()
                    .Select(notification => notification.TryGetProperty("link", out JsonElement found) ? found.GetString() : null)
                    .FirstOrDefault(found => found is not null);
                return link is not null;
            },
            "a notification has a link",
            DevCommand.Deadline);
        return new Uri(link!);
    }

    private static async Task<JsonElement> PurchaseOrderAsync(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>("purchase-orders")).GetProperty("items").EnumerateArray().Single();

    private static async Task<(HttpStatusCode Status, string Html)> GetAsync(HttpClient http, Uri link)
    {
        using HttpResponseMessage answer = await http.GetAsync(link);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<(HttpStatusCode Status, string Html)> DecideAsync(HttpClient http, Uri page, string html, string action)
    {
        using FormUrlEncodedContent form = new(
        [
            new("token", Regex.Match(html, "name=\"token\" value=\"([^\"]*)\"").Groups[1].Value),
            new("version", Regex.Match(html, "name=\"version\" value=\"([^\"]*)\"").Groups[1].Value),
            new("action", action),
        ]);
        using HttpResponseMessage answer = await http.PostAsync(new Uri(page, "decision"), form);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static Uri Relative(string address) => new(address, UriKind.Relative);
}
