using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Orders;

namespace InventoryFunctions.Tests.PurchaseOrders;

/// <summary>Purchase orders over HTTP, in the running app.</summary>
public sealed class PurchaseOrderApiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    [Trait("Parity", "D5")]
    public async Task Post_ProductWithoutAnOpenOrder_OpensOneAndLaterOnesAddToIt()
    {
        await using RunningOrders app = await StartAsync();

        (HttpStatusCode first, JsonElement opened) = await app.PostAsync("purchase-orders", new { requestId = "r1", productId = "tv", quantity = 3 });
        (HttpStatusCode second, JsonElement added) = await app.PostAsync("purchase-orders", new { productId = "tv", quantity = 4 });
        (HttpStatusCode again, JsonElement same) = await app.PostAsync("purchase-orders", new { requestId = "r1", productId = "tv", quantity = 3 });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Created), (first, second, again));
        Assert.Equal((3, 7, 7), (Quantity(opened), Quantity(added), Quantity(same)));
        Assert.Equal(("PendingApproval", 1), (opened.GetProperty("status").GetString(), opened.GetProperty("version").GetInt32()));
        Assert.Equal(opened.GetProperty("purchaseOrderId").GetString(), same.GetProperty("purchaseOrderId").GetString());
        Assert.Equal(added.ToString(), same.ToString());
        Assert.Equal(["Person", "Person"], added.GetProperty("requests").EnumerateArray().Select(request => request.GetProperty("origin").GetString()));
        await WaitingAsync(app, added);
    }

    [Fact]
    [Trait("Parity", "D12")]
    public async Task Post_MoreThanTheOpenOrderMayHold_IsRefusedAndChangesNothing()
    {
        await using RunningOrders app = await StartAsync();
        (_, JsonElement opened) = await app.PostAsync("purchase-orders", new { requestId = "r1", productId = "tv", quantity = 999_999_995 });

        (HttpStatusCode refused, JsonElement problem) = await app.PostAsync("purchase-orders", new { requestId = "r2", productId = "tv", quantity = 6 });
        (HttpStatusCode again, _) = await app.PostAsync("purchase-orders", new { requestId = "r1", productId = "tv", quantity = 999_999_995 });
        JsonElement unchanged = Assert.Single((await app.GetAsync("purchase-orders")).Body.GetProperty("items").EnumerateArray());
        (HttpStatusCode fits, JsonElement full) = await app.PostAsync("purchase-orders", new { requestId = "r2", productId = "tv", quantity = 5 });

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Created, HttpStatusCode.OK), (refused, again, fits));
        Assert.Contains("may hold 1,000,000,000 pieces at most", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(opened.ToString(), unchanged.ToString());
        Assert.Equal((1_000_000_000, 2), (Quantity(full), full.GetProperty("requestCount").GetInt32()));
    }

    [Fact]
    public async Task Post_SameRequestIdOnceTheItemIsGone_GetsItsAnswer()
    {
        await using RunningOrders app = await StartAsync();
        (_, JsonElement opened) = await app.PostAsync("purchase-orders", new { requestId = "r1", productId = "tv", quantity = 3 });
        string partition = InventoryKeys.Partition(app.Get<InventoryStore>().ShardOf("tv"));
        await app.Get<TableServiceClient>().GetTableClient(InventoryStore.TableName).DeleteEntityAsync(partition, InventoryKeys.ItemRow("tv"));

        (HttpStatusCode again, JsonElement same) = await app.PostAsync("purchase-orders", new { requestId = "r1", productId = "tv", quantity = 3 });
        (HttpStatusCode other, _) = await app.PostAsync("purchase-orders", new { requestId = "r2", productId = "tv", quantity = 3 });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.NotFound), (again, other));
        Assert.Equal(opened.ToString(), same.ToString());
    }

    [Fact]
    public async Task Post_SameRequestIdWithOtherContent_IsAConflict()
    {
        await using RunningOrders app = await StartAsync();
        await app.PostAsync("purchase-orders", new { requestId = "r1", productId = "tv", quantity = 3 });

        (HttpStatusCode status, JsonElement problem) = await app.PostAsync("purchase-orders", new { requestId = "r1", productId = "tv", quantity = 4 });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("r1", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, Quantity(Assert.Single((await app.GetAsync("purchase-orders")).Body.GetProperty("items").EnumerateArray())));
    }

    [Theory]
    [InlineData("""{ "productId": "tv", "quantity": 0 }""", HttpStatusCode.BadRequest, "quantity must be a whole number from 1 to 1,000,000,000")]
    [InlineData("""{ "productId": "tv", "quantity": 1.5 }""", HttpStatusCode.BadRequest, "quantity must be a whole number from 1 to 1,000,000,000")]
    [InlineData("""{ "productId": "tv", "quantity": 99999999999 }""", HttpStatusCode.BadRequest, "quantity must be a whole number from 1 to 1,000,000,000")]
    [InlineData("""{ "productId": "tv", "quantity": null }""", HttpStatusCode.BadRequest, "quantity must be a whole number from 1 to 1,000,000,000")]
    [InlineData("""{ "productId": "tv", "quantity": "3" }""", HttpStatusCode.BadRequest, "quantity must be a number, without quotes")]
    [InlineData(
        """{ "productId": "a/b", "quantity": 1.5, "z": 1 }""",
        HttpStatusCode.BadRequest,
        "z is not known here; known are productId, quantity, requestId; productId must be 1 to 128 characters without control characters, halves of surrogate pairs, %2F or any of / \\ # ?, "
        + "and neither . nor ..; quantity must be a whole number from 1 to 1,000,000,000")]
    [InlineData("""{ "productId": "a/b", "quantity": 1 }""", HttpStatusCode.BadRequest, "productId")]
    [InlineData("""{ "productId": "tv", "quantity": 1, "requestId": "" }""", HttpStatusCode.BadRequest, "requestId")]
    [InlineData("""{ "quantity": 1 }""", HttpStatusCode.BadRequest, "productId must be 1 to 128 characters")]
    [InlineData("""{ "productId": "none", "quantity": 1 }""", HttpStatusCode.NotFound, "There is no item none.")]
    [Trait("Parity", "D12")]
    public async Task Post_WhatCannotBe_IsRefusedWithTheReason(string body, HttpStatusCode status, string reason)
    {
        await using RunningOrders app = await StartAsync();

        (HttpStatusCode answer, JsonElement problem) = await app.PostAsync("purchase-orders", body);

        Assert.Equal(status, answer);
        Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty((await app.GetAsync("purchase-orders")).Body.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task List_ContinuationOfAnotherList_IsRefused()
    {
        await using RunningOrders app = await StartAsync();
        await app.AddItemsAsync(BatchUpdates.Inventory.Item("mouse"));
        await app.PostAsync("purchase-orders", new { productId = "tv", quantity = 3 });
        await app.PostAsync("purchase-orders", new { productId = "mouse", quantity = 3 });
        (_, JsonElement page) = await app.GetAsync("purchase-orders?pageSize=1");
        string continuation = page.GetProperty("continuation").GetString()!;

        (HttpStatusCode own, _) = await app.GetAsync($"purchase-orders?continuation={continuation}");
        (HttpStatusCode otherStatus, _) = await app.GetAsync($"purchase-orders?status=Approved&continuation={continuation}");
        (HttpStatusCode other, JsonElement problem) = await app.GetAsync($"jobs?continuation={continuation}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (own, otherStatus, other));
        Assert.Contains("of the same list", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Parity", "B5")]
    public async Task Get_ApprovedOrder_ShowsWhoDecidedAndWhatWasAdded()
    {
        await using RunningOrders app = await StartAsync();
        (_, JsonElement opened) = await app.PostAsync("purchase-orders", new { productId = "tv", quantity = 3 });
        string id = await WaitingAsync(app, opened);

        await app.Get<PurchaseOrderDecisions>().DecideAsync(
            app.Host.DurableTaskClient, id, new PurchaseOrderDecision(PurchaseOrderAction.Approve, 1, "administrator", "fine"), default);
        JsonElement order = default;
        await Eventually.HoldsAsync(
            async () => (order = (await app.GetAsync($"purchase-orders/{id}")).Body).GetProperty("settledAt").ValueKind != JsonValueKind.Null, "the order is settled");

        Assert.Equal(
            ("Approved", "administrator", "fine", 3),
            (order.GetProperty("status").GetString(), order.GetProperty("decidedBy").GetString(), order.GetProperty("comment").GetString(), order.GetProperty("stockAdded").GetInt32()));
        Assert.NotEqual(JsonValueKind.Null, order.GetProperty("stockAddedAt").ValueKind);
        Assert.Equal(103, (await app.ItemAsync("tv")).Stock);
        Assert.Single((await app.GetAsync("purchase-orders?status=approved")).Body.GetProperty("items").EnumerateArray());
        Assert.Empty((await app.GetAsync("purchase-orders?status=PendingApproval")).Body.GetProperty("items").EnumerateArray());
    }

    [Fact]
    [Trait("Parity", "D5")]
    public async Task Orders_HundredBeyondStockAtOnce_MakeOnePurchaseOrderOfEverythingAskedFor()
    {
        await using RunningOrders app = await StartAsync();

        await Task.WhenAll(Enumerable.Range(1, 100).Select(i => app.PlacedAndDecidedAsync(new { orderId = $"o{i}", productId = "tv", quantity = 100 + i })));

        JsonElement order = default;
        await Eventually.HoldsAsync(
            async () => (await app.GetAsync("purchase-orders")).Body.GetProperty("items").EnumerateArray().ToArray() is [var only]
                && (order = only).GetProperty("requestCount").GetInt32() == 100,
            "every order has asked for more, of one purchase order");
        Assert.Equal(10 + (100 * 100) + 5050, Quantity(order));
        await WaitingAsync(app, order);
        Assert.Single((await app.GetAsync($"workflows?name={nameof(CreatePurchaseOrderOrchestrator)}")).Body.GetProperty("items").EnumerateArray());
    }

    [Fact]
    [Trait("Parity", "B5")]
    public async Task Host_RestartedWhileAnOrderWaits_CarriesOutItsDecision()
    {
        string account = azurite.NewAccount();
        string id;
        await using (RunningOrders first = await StartAsync(account))
        {
            id = await WaitingAsync(first, (await first.PostAsync("purchase-orders", new { productId = "tv", quantity = 3 })).Body);
        }

        await using RunningOrders second = await RunningOrders.StartAsync(account);
        await second.Get<PurchaseOrderDecisions>().DecideAsync(
            second.Host.DurableTaskClient, id, new PurchaseOrderDecision(PurchaseOrderAction.Approve, 1, "me", null), default);

        await Eventually.HoldsAsync(async () => (await second.ItemAsync("tv")).Stock == 103, "what was approved is in the stock");
    }

    private static int Quantity(JsonElement order) => order.GetProperty("quantity").GetInt32();

    /// <summary>Waits until the order's orchestration waits for the decision; the order's id.</summary>
    private static async Task<string> WaitingAsync(RunningOrders app, JsonElement order)
    {
        string id = order.GetProperty("purchaseOrderId").GetString()!;
        await Eventually.HoldsAsync(
            async () => await app.Host.DurableTaskClient.GetInstanceAsync(PurchaseOrderWorkflows.InstanceIdOf(id), getInputsAndOutputs: true)
                is { SerializedCustomStatus: not null },
            "the orchestration waits for the decision");
        return id;
    }

    private Task<RunningOrders> StartAsync() => StartAsync(azurite.NewAccount());

    private static async Task<RunningOrders> StartAsync(string account)
    {
        RunningOrders app = await RunningOrders.StartAsync(account);
        await app.AddItemsAsync(BatchUpdates.Inventory.Item("tv") with { MinPurchaseQuantity = 10 });
        return app;
    }
}
