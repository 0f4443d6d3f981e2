using Azure.Messaging;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Domain.Validation;
using InventoryFunctions.Events;

namespace InventoryFunctions.Tests.Events;

public sealed class InventoryEventsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    [Trait("Parity", "B4")]
    public void Create_EventsOfTheOriginal_CarryItsNames()
    {
        AssertEvent(new NewOrderReceived("o-1", ProductId: "tv", Quantity: 3), "com.orders", "new-order-received", "o-1", """{"orderId":"o-1","productId":"tv","quantity":3}""");
        AssertEvent(new StockReserved("tv", "o-1", 3), "com.inventory", "stock-reserved", "o-1", """{"productId":"tv","orderId":"o-1","requestedQuantity":3}""");
        AssertEvent(
            new StockUnavailable("tv", "o-1", 3, 2, "Insufficient"),
            "com.inventory",
            "stock-unavailable",
            "o-1",
            """{"productId":"tv","orderId":"o-1","requestedQuantity":3,"availableQuantity":2,"reason":"Insufficient"}""");
        AssertEvent(
            new CreatePurchaseOrder("tv", 10, 3),
            "com.inventory",
            "create-purchase-order",
            "tv",
            """{"productId":"tv","minPOAmount":10,"quantityRequested":3}""");
    }

    [Fact]
    public void Create_LargestOrder_FitsAQueueMessageAsBase64()
    {
        // The longest ids, of letters that JSON escapes to six bytes each, and as many lines as there is room for.
        string orderId = new('\u00e4', Identifiers.MaxLength);
        NewOrderLine[] lines = [.. Enumerable.Range(0, OrderRules.MaxLines).Select(i => new NewOrderLine($"{i:D5}" + new string('\u00e4', 20), 1))];
        int most = Enumerable.Range(1, lines.Length).Last(count => OrderRules.Check(Order(count)).Count == 0);
        CloudEvent largest = InventoryEvents.Create($"{orderId}/{EventTypes.NewOrderReceived}", Now, Domain.Orders.Order.From(Order(most)).ToEvent());
        largest.ExtensionAttributes["traceparent"] = new string('0', 55);
        largest.ExtensionAttributes["tracestate"] = new string('0', 512);

        Assert.InRange(most, 1, lines.Length - 1);
        Assert.InRange(Convert.ToBase64String(EventBatch.Write(largest, QueueLimits.MessageBytes)).Length, 1, QueueLimits.MessageBytes);

        NewOrderReceived Order(int count) => new(orderId, [.. lines.Take(count)]);
    }

    [Fact]
    public void Create_EventsOfOurs_CarryTheirNames()
    {
        AssertEvent(new ReservationReleased("o-1", "tv", 3), "com.inventory", "reservation-released", "o-1", """{"orderId":"o-1","productId":"tv","quantity":3}""");
        AssertEvent(new ReservationExpired("o-1", "tv", 3), "com.inventory", "reservation-expired", "o-1", """{"orderId":"o-1","productId":"tv","quantity":3}""");
        AssertEvent(
            new InventoryAlert("Stock unavailable", "tv is out", OrderId: "o-1"),
            "com.inventory",
            "inventory-alert",
            "o-1",
            """{"subject":"Stock unavailable","message":"tv is out","orderId":"o-1"}""");
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        CreatePurchaseOrder written = new("tv", 10, 3, "o-1");

        Assert.Equal(written, InventoryEvents.Read<CreatePurchaseOrder>(InventoryEvents.Create("1", Now, written)));
    }

    [Fact]
    public void Read_PropertyOfALaterVersion_IsPassedOver() =>
        Assert.Equal(new StockReserved("tv", "o-1", 3), Read<StockReserved>("""{"productId":"tv","orderId":"o-1","requestedQuantity":3,"warehouse":"W1"}"""));

    [Fact]
    [Trait("Parity", "D12")]
    public void Read_FieldsThatAreNotAsAsked_AreAllNamed()
    {
        InvalidEventException refused = Assert.Throws<InvalidEventException>(
            () => Read<NewOrderReceived>("""{"orderId":7,"lines":[{"productId":"tv","quantity":"1"},{"productId":"tv","quantity":true}]}"""));

        Assert.Equal(["orderId", "lines[0].quantity", "lines[1].quantity"], refused.Rules.Select(rule => rule.Field));
    }

    [Theory]
    [InlineData("""{"orderId":"o-1"}""", "productId is required; requestedQuantity is required")]
    [InlineData("null", "data must be a JSON object")]
    [InlineData("\"text\"", "data must be a JSON object")]
    [InlineData("""{"orderId":"o-1","orderId":"o-2"}""", "data must be JSON")]
    public void Read_DataThatIsNone_IsRefused(string data, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<InvalidEventException>(() => Read<StockReserved>(data)).Message);

    [Fact]
    public void Read_EventOfAnotherType_IsRefused()
    {
        CloudEvent other = InventoryEvents.Create("1", Now, new StockReserved("tv", "o-1", 3));

        Assert.Equal(
            "type must be new-order-received here; it is stock-reserved",
            Assert.Throws<InvalidEventException>(() => InventoryEvents.Read<NewOrderReceived>(other)).Message);
    }

    [Fact]
    public void Routes_EventsThatThisAppReads_HaveAQueue()
    {
        Assert.Equal("orders", EventRoutes.QueueOf(EventTypes.NewOrderReceived));
        Assert.Equal("purchase-orders", EventRoutes.QueueOf(EventTypes.CreatePurchaseOrder));
        Assert.Equal("notifications", EventRoutes.QueueOf(EventTypes.InventoryAlert));
        Assert.Null(EventRoutes.QueueOf(EventTypes.StockReserved));
        Assert.Equal("notifications", EventRoutes.QueueOf(EventTypes.ApprovalRequested));
        Assert.Equal(EventRoutes.All.Values.Distinct().Order(), QueueNames.All.Order());
    }

    private static TData Read<TData>(string data)
        where TData : class, IEventData =>
        InventoryEvents.Read<TData>(new CloudEvent("s", TData.EventType, BinaryData.FromString(data), "application/json", CloudEventDataFormat.Json));

    private static void AssertEvent<TData>(TData data, string source, string type, string subject, string json)
        where TData : IEventData
    {
        CloudEvent created = InventoryEvents.Create("id", Now, data);

        Assert.Equal(("id", source, type, subject, Now), (created.Id, created.Source, created.Type, created.Subject, created.Time));
        Assert.Equal(json, created.Data!.ToString());
    }
}
