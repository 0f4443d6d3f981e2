using Azure.Data.Tables;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.PurchaseOrders;

namespace InventoryFunctions.Tests.PurchaseOrders;

public sealed class PurchaseOrderRowTests
{
    private static readonly PurchaseOrder Undecided = new()
    {
        PurchaseOrderId = "po-1",
        ProductId = "tv",
        Quantity = 15,
        MinPurchaseQuantity = 10,
        RequestedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddDays(30),
        RequestCount = 1,
        Requests = [new RecordedRequest(5, PurchaseOrigin.Order, "o1", null, DateTimeOffset.UnixEpoch)],
    };

    [Fact]
    public void Read_WhatWasWritten_IsTheSameOrder()
    {
        PurchaseOrder read = PurchaseOrderRow.Read(PurchaseOrderRow.Write(Undecided));

        Assert.Equal(Undecided.Requests, read.Requests);
        Assert.Equal(Undecided, read with { Requests = Undecided.Requests });
    }

    [Theory]
    [InlineData(nameof(PurchaseOrder.PurchaseOrderId))]
    [InlineData(nameof(PurchaseOrder.ProductId))]
    [InlineData(nameof(PurchaseOrder.Quantity))]
    [InlineData(nameof(PurchaseOrder.Status))]
    [InlineData(nameof(PurchaseOrder.Version))]
    [InlineData(nameof(PurchaseOrder.RequestedAt))]
    [InlineData(nameof(PurchaseOrder.ExpiresAt))]
    [InlineData(nameof(PurchaseOrder.MinPurchaseQuantity))]
    [InlineData(nameof(PurchaseOrder.RequestCount))]
    [InlineData(nameof(PurchaseOrder.Requests))]
    public void Read_RowLacksWhatEveryOrderHas_IsUnsound(string property)
    {
        TableEntity row = PurchaseOrderRow.Write(Undecided);
        Assert.True(row.Remove(property));

        InvalidDataException unsound = Assert.Throws<InvalidDataException>(() => PurchaseOrderRow.Read(row));

        Assert.StartsWith($"Row {row.RowKey} of table PurchaseOrders is no sound purchase order", unsound.Message, StringComparison.Ordinal);
    }
}
