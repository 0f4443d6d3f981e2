namespace InventoryFunctions.Retail.Replay;

/// <summary>Where every order and every line of a replay went.</summary>
public sealed class ReplayAccount
{
    /// <summary>The reason of a line that was available, in an order that was not to be served in part.</summary>
    public const string WithItsOrder = "available, but another line of the order was not";

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Sum> _orders = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Sum> _unavailable = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Sum> _refused = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    /// <summary>Orders, lines and pieces by what became of the order: its status, or <c>refused</c>.</summary>
    public IReadOnlyDictionary<string, Sum> Orders => _orders;

    /// <summary>What was reserved.</summary>
    public Sum Reserved { get; private set; } = Sum.Nothing;

    /// <summary>What was not, by reason.</summary>
    public IReadOnlyDictionary<string, Sum> Unavailable => _unavailable;

    /// <summary>What was not taken, by the rule that was broken. An order that breaks two rules stands under both.</summary>
    public IReadOnlyDictionary<string, Sum> Refused => _refused;

    /// <summary>Everything that came in.</summary>
    public Sum Total { get; private set; } = Sum.Nothing;

    /// <summary>How many lines of the file that is.</summary>
    public int FileLines { get; private set; }

    /// <summary>What is not accounted for, in words.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Adds an order. May be called by several threads.</summary>
    public void Add(RetailOrder order, OrderAnswer answer)
    {
        Sum all = new(1, order.Lines.Count, order.Lines.Sum(line => line.Quantity));
        lock (_gate)
        {
            Total += all;
            FileLines += order.Lines.Sum(line => line.FileLines);
            switch (answer)
            {
                case OrderAnswer.Refused refused:
                    Count(_orders, "refused", all);
                    foreach (string rule in refused.Rules.Distinct(StringComparer.Ordinal))
                    {
                        Count(_refused, rule, all);
                    }

                    break;
                case OrderAnswer.Decided decided:
                    Count(_orders, decided.Status, all);
                    AddLines(order, decided.Lines);
                    break;
                case OrderAnswer.Unknown unknown:
                    _problems.Add($"order {order.OrderId}: {unknown.Why}");
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(answer), answer, null);
            }
        }
    }

    private void AddLines(RetailOrder order, IReadOnlyList<DecidedLine> decisions)
    {
        ILookup<string, DecidedLine> byProduct = decisions.ToLookup(line => line.ProductId, StringComparer.Ordinal);
        foreach (string stranger in byProduct.Select(product => product.Key).Except(order.Lines.Select(line => line.ProductId)))
        {
            _problems.Add($"order {order.OrderId}: a decision on {stranger}, which it does not ask for");
        }

        List<(RetailOrderLine Line, string Reason)> unavailable = [];
        Sum reserved = Sum.Nothing;
        foreach (RetailOrderLine line in order.Lines)
        {
            switch (byProduct[line.ProductId].ToArray())
            {
                case [{ Reason: null } decision] when decision.ReservedQuantity == line.Quantity:
                    reserved += new Sum(1, 1, line.Quantity);
                    break;
                case [{ ReservedQuantity: 0 } decision]:
                    unavailable.Add((line, decision.Reason ?? WithItsOrder));
                    break;
                case [var decision]:
                    _problems.Add($"order {order.OrderId}: {decision.ReservedQuantity} of {line.Quantity} {line.ProductId} reserved ({decision.Reason})");
                    break;
                case var several:
                    _problems.Add($"order {order.OrderId}: {several.Length} decisions on {line.ProductId}");
                    break;
            }
        }

        // An order counts once, however many of its lines are alike.
        Reserved += reserved with { Orders = Math.Min(reserved.Orders, 1) };
        foreach (var reason in unavailable.GroupBy(each => each.Reason, StringComparer.Ordinal))
        {
            Count(_unavailable, reason.Key, new Sum(1, reason.Count(), reason.Sum(each => each.Line.Quantity)));
        }
    }

    private static void Count(SortedDictionary<string, Sum> sums, string what, Sum sum) =>
        sums[what] = sums.GetValueOrDefault(what, Sum.Nothing) + sum;
}
