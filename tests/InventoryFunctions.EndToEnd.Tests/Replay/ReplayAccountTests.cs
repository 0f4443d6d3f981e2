using InventoryFunctions.Retail.Replay;

namespace InventoryFunctions.EndToEnd.Tests.Replay;

public sealed class ReplayAccountTests
{
    private static readonly RetailOrder Order = new("1", null, [new("A", 5, 2), new("B", 7, 1)]);

    private readonly ReplayAccount _account = new();

    [Fact]
    public void Add_ReservedOrder_CountsItsLinesAndPieces()
    {
        _account.Add(Order, new OrderAnswer.Decided("Reserved", [new("A", 5, null), new("B", 7, null)]));

        Assert.Equal(new Sum(1, 2, 12), _account.Orders["Reserved"]);
        Assert.Equal(new Sum(1, 2, 12), _account.Reserved);
        Assert.Equal((new Sum(1, 2, 12), 3), (_account.Total, _account.FileLines));
        Assert.Empty(_account.Problems);
    }

    [Fact]
    public void Add_UnavailableOrder_CountsLinesByReason()
    {
        _account.Add(Order, new OrderAnswer.Decided("Unavailable", [new("A", 0, "UnknownProduct"), new("B", 0, null)]));

        Assert.Equal(new Sum(1, 1, 5), _account.Unavailable["UnknownProduct"]);
        Assert.Equal(new Sum(1, 1, 7), _account.Unavailable[ReplayAccount.WithItsOrder]);
        Assert.Equal(Sum.Nothing, _account.Reserved);
        Assert.Empty(_account.Problems);
    }

    [Fact]
    public void Add_OrderServedInPart_CountsEachLineWhereItBelongs()
    {
        _account.Add(Order, new OrderAnswer.Decided("PartiallyReserved", [new("A", 5, null), new("B", 0, "Insufficient")]));

        Assert.Equal(new Sum(1, 1, 5), _account.Reserved);
        Assert.Equal(new Sum(1, 1, 7), _account.Unavailable["Insufficient"]);
    }

    [Fact]
    public void Add_RefusedOrder_StandsUnderEachRuleOnce()
    {
        _account.Add(Order, new OrderAnswer.Refused(["lines[].quantity must be above zero", "lines[].quantity must be above zero", "orderId is too long"]));

        Assert.Equal(new Sum(1, 2, 12), _account.Orders["refused"]);
        Assert.Equal(["lines[].quantity must be above zero", "orderId is too long"], _account.Refused.Keys);
        Assert.Equal(1, _account.Refused["lines[].quantity must be above zero"].Orders);
        Assert.Empty(_account.Problems);
    }

    [Fact]
    public void Add_OrderOfUnknownEnd_IsAProblem()
    {
        _account.Add(Order, new OrderAnswer.Unknown("no answer"));

        Assert.Equal("order 1: no answer", Assert.Single(_account.Problems));
    }

    [Theory]
    [InlineData("order 1: 4 of 5 A reserved ()", "A", 4, null)]
    [InlineData("order 1: 5 of 5 A reserved (Insufficient)", "A", 5, "Insufficient")]
    [InlineData("order 1: 0 decisions on A", "B", 7, null)]
    [InlineData("order 1: a decision on C, which it does not ask for", "C", 7, null)]
    public void Add_DecisionThatDoesNotFitTheOrder_IsAProblem(string problem, string product, int reserved, string? reason)
    {
        _account.Add(Order, new OrderAnswer.Decided("Reserved", [new(product, reserved, reason), new("B", 7, null)]));

        Assert.Contains(problem, _account.Problems);
    }

    [Fact]
    public void Write_Account_HasALineForEverything()
    {
        _account.Add(Order, new OrderAnswer.Decided("Reserved", [new("A", 5, null), new("B", 7, null)]));
        _account.Add(Order with { OrderId = "2" }, new OrderAnswer.Refused(["lines[].quantity must be above zero"]));
        _account.Add(Order with { OrderId = "3" }, new OrderAnswer.Decided("Unavailable", [new("A", 0, "OutOfStock"), new("B", 0, null)]));
        _account.Add(Order with { OrderId = "4" }, new OrderAnswer.Unknown("no answer"));
        using StringWriter report = new() { NewLine = "\n" };

        ReplayReport.Write(_account, 2, report);

        Assert.Equal(
            """
               orders    lines    pieces
            orders, by what became of them
                    1        2        12   Reserved
                    1        2        12   Unavailable
                    1        2        12   refused
            lines reserved
                    1        2        12   reserved
            lines unavailable, and why
                    1        1         5   OutOfStock
                    1        1         7   available, but another line of the order was not
            orders refused, and why
                    1        2        12   lines[].quantity must be above zero
            4 orders with 8 lines (12 in the file) in 2.0 s, 2 orders a second
            NOT accounted for: 1
              order 4: no answer

            """.ReplaceLineEndings("\n"),
            report.ToString());
    }
}
