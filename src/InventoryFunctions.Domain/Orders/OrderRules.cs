using System.Text.Json;
using InventoryFunctions.Domain.Events;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Domain.Validation;

namespace InventoryFunctions.Domain.Orders;

/// <summary>What an order must be, whichever entrance it comes in by (parity D12).</summary>
public static class OrderRules
{
    /// <summary>The most lines.</summary>
    public const int MaxLines = 1_000;

    /// <summary>
    /// The most bytes of an order as JSON. A storage queue takes messages of 64 KiB, and Event Grid may write them as base64
    /// (https://learn.microsoft.com/azure/storage/queues/scalability-targets): three quarters of that, less what the envelope takes:
    /// an id and a subject of up to 768 bytes each, and the trace that the event carries.
    /// </summary>
    public const int MaxBytes = 45 * 1024;

    private const string Lines = "lines";
    private const string ProductId = "productId";
    private const string Quantity = "quantity";

    /// <summary>Every rule that <paramref name="received"/> breaks; empty where it is sound.</summary>
    public static IReadOnlyList<BrokenRule> Check(NewOrderReceived received)
    {
        List<BrokenRule> broken = [];
        if (Identifiers.Check("orderId", received.OrderId) is { } id)
        {
            broken.Add(id);
        }

        if (received.Policy is { } policy && !OrderWords.Policies.ContainsKey(policy))
        {
            broken.Add(new BrokenRule("policy", $"must be {string.Join(" or ", OrderWords.Policies.Keys)}"));
        }

        if (received.Lines is not { } lines)
        {
            CheckLine("", received.ProductId, received.Quantity, broken);
        }
        else if (received.ProductId is not null || received.Quantity is not null)
        {
            broken.Add(new BrokenRule(Lines, $"must not be given together with {ProductId} or {Quantity}: those two are for an order of one product"));
        }
        else
        {
            CheckLines(lines, broken);
        }

        if (broken.Count == 0 && JsonSerializer.SerializeToUtf8Bytes(Order.From(received).ToEvent(), JsonSerializerOptions.Web).Length > MaxBytes)
        {
            broken.Add(new BrokenRule(
                Lines, FormattableString.Invariant($"must take at most {MaxBytes:N0} bytes as JSON, so that the order fits a queue message; split the order")));
        }

        return broken;
    }

    private static void CheckLines(IReadOnlyList<NewOrderLine?> lines, List<BrokenRule> broken)
    {
        if (lines.Count is < 1 or > MaxLines)
        {
            broken.Add(new BrokenRule(Lines, FormattableString.Invariant($"must be 1 to {MaxLines:N0}; there are {lines.Count:N0}")));
            return;
        }

        Dictionary<string, int> first = new(StringComparer.Ordinal);
        for (int i = 0; i < lines.Count; i++)
        {
            string path = $"{Lines}[{i}].";
            string? product = lines[i]?.ProductId;
            CheckLine(path, product, lines[i]?.Quantity, broken);
            if (product is not null && !first.TryAdd(product, i))
            {
                broken.Add(new BrokenRule(path + ProductId, $"is that of {Lines}[{first[product]}] again; add the quantities up"));
            }
        }
    }

    private static void CheckLine(string path, string? product, decimal? quantity, List<BrokenRule> broken)
    {
        if (Identifiers.Check(path + ProductId, product) is { } id)
        {
            broken.Add(id);
        }

        if (quantity is not (>= 1 and <= ItemRules.MaxQuantity) || !decimal.IsInteger(quantity.Value))
        {
            broken.Add(new BrokenRule(path + Quantity, ReserveCommand.QuantityRule));
        }
    }
}
