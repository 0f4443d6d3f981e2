using Azure;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>A product's open purchase order as it was read, with the ETag that a change of it is conditional on.</summary>
internal sealed record OpenPurchaseOrder(PurchaseOrder Order, ETag ETag);
