using Azure;
using InventoryFunctions.Domain.PurchaseOrders;

namespace InventoryFunctions.PurchaseOrders;

/// <summary>A product's open purchase order as it was read, with the ETags of its row and of its mark that a change is conditional on.</summary>
internal sealed record OpenPurchaseOrder(PurchaseOrder Order, ETag ETag, ETag MarkETag);
