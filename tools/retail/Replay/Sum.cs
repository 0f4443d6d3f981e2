namespace InventoryFunctions.Retail.Replay;

/// <summary>A part of the account.</summary>
/// <param name="Orders">Orders in it.</param>
/// <param name="Lines">Lines in it, one per order and product.</param>
/// <param name="Pieces">The pieces that these lines ask for; returns count below zero.</param>
public sealed record Sum(int Orders, int Lines, long Pieces)
{
    /// <summary>The empty sum.</summary>
    public static Sum Nothing { get; } = new(0, 0, 0);

    /// <summary>Both together.</summary>
    public static Sum operator +(Sum left, Sum right) => Add(left, right);

    /// <summary>Both together.</summary>
    public static Sum Add(Sum left, Sum right) => new(left.Orders + right.Orders, left.Lines + right.Lines, left.Pieces + right.Pieces);
}
