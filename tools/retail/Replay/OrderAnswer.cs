namespace InventoryFunctions.Retail.Replay;

/// <summary>What became of an order that was sent.</summary>
public abstract record OrderAnswer
{
    private OrderAnswer()
    {
    }

    /// <summary>The system decided it.</summary>
    /// <param name="Status">The order's status, such as <c>Reserved</c>.</param>
    /// <param name="Lines">What was decided of each line.</param>
    public sealed record Decided(string Status, IReadOnlyList<DecidedLine> Lines) : OrderAnswer;

    /// <summary>The system did not take it.</summary>
    /// <param name="Rules">Every rule that it breaks.</param>
    public sealed record Refused(IReadOnlyList<string> Rules) : OrderAnswer;

    /// <summary>Nobody knows: no answer came, or no decision.</summary>
    /// <param name="Why">What was seen last.</param>
    public sealed record Unknown(string Why) : OrderAnswer;
}
