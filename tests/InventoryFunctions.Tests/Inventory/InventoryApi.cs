using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using InventoryFunctions.Api;
using InventoryFunctions.Inventory;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.Tests.Inventory;

/// <summary>The calls under <c>/inventory</c> on a real server, so that addresses are decoded as they will be.</summary>
internal sealed class InventoryApi : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client;

    private InventoryApi(WebApplication app, TestInventory inventory, ReservationStore reservations, ManualTimeProvider clock)
    {
        this.app = app;
        Inventory = inventory;
        Reservations = reservations;
        Clock = clock;
        client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public TestInventory Inventory { get; }

    public ReservationStore Reservations { get; }

    public ManualTimeProvider Clock { get; }

    public static async Task<InventoryApi> StartAsync(AzuriteFixture azurite)
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);
        ManualTimeProvider clock = new(TestInventory.Noon);
        ApiEndpoint api = new(NullLogger<ApiEndpoint>.Instance);
        ReservationStore reservations = new(inventory.Table, inventory.Store.ShardCount, TableLimits.Azure, clock, NullLogger<ReservationStore>.Instance);
        ItemFunctions items = new(api, inventory.Store, new ItemEditor(inventory.Store, reservations, clock));
        ReservationFunctions open = new(api, reservations);
        ItemListFunction list = new(api, inventory.Store);
        SamplesFunction samples = new(api, new SampleLoader(inventory.Store, clock), clock);

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        Map("GET", "/api/reservations", (request, _) => open.ListReservations(request));
        Map("GET", "/api/inventory", (request, _) => list.ListItems(request));
        Map("POST", "/api/inventory/samples", (request, _) => samples.LoadSamples(request));
        Map("GET", "/api/inventory/{itemId}", items.GetItem);
        Map("PUT", "/api/inventory/{itemId}", items.PutItem);
        Map("DELETE", "/api/inventory/{itemId}", items.DeleteItem);
        await app.StartAsync();
        return new InventoryApi(app, inventory, reservations, clock);

        void Map(string method, string route, Func<HttpRequest, string, Task<IActionResult>> function) =>
            app.MapMethods(route, [method], async context =>
            {
                IActionResult result = await function(context.Request, context.GetRouteValue("itemId") as string ?? "");
                await result.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));
            });
    }

    public Task<Answer> GetAsync(string path, string? ifNoneMatch = null) =>
        SendAsync(HttpMethod.Get, path, null, ifNoneMatch is null ? [] : [("If-None-Match", ifNoneMatch)]);

    public Task<Answer> PutAsync(string itemId, string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, PathOf(itemId), body, headers);

    public Task<Answer> DeleteAsync(string itemId, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Delete, PathOf(itemId), null, headers);

    public Task<Answer> PostAsync(string path) => SendAsync(HttpMethod.Post, path, null, []);

    public static string PathOf(string itemId) => $"/api/inventory/{Uri.EscapeDataString(itemId)}";

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return new Answer(
            response.StatusCode, response.Headers.ETag?.ToString(), response.Headers.Location, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject());
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    /// <summary>What the server said.</summary>
    internal sealed record Answer(HttpStatusCode Status, string? ETag, Uri? Location, JsonObject Body)
    {
        public long Version => Body["version"]!.GetValue<long>();

        public string Detail => Body["detail"]!.GetValue<string>();

        public IEnumerable<string> Fields => Body["errors"]!.AsArray().Select(error => error!["field"]!.GetValue<string>());

        public IEnumerable<string> ItemIds => Body["items"]!.AsArray().Select(item => item!["itemId"]!.GetValue<string>());
    }
}
