using System.Web;
using InventoryFunctions.Callbacks;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.PurchaseOrders.Approval;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Callbacks;

namespace InventoryFunctions.Tests.PurchaseOrders.Approval;

[Trait("Parity", "D6")]
public sealed class ApprovalLinksTests
{
    private const string Id = "0197a1b2-0000-7000-8000-000000000001";

    private readonly ManualTimeProvider _clock = new();

    private PurchaseOrder Order => new()
    {
        PurchaseOrderId = Id,
        ProductId = "tv",
        Quantity = 12,
        RequestedAt = _clock.GetUtcNow(),
        ExpiresAt = _clock.GetUtcNow().AddDays(30),
    };

    [Fact]
    public void Of_AnOrder_LeadsToItsPageWithATokenOfItsOwn()
    {
        ApprovalLinks links = TestTokens.Approval(TestTokens.With(_clock, TestTokens.NewKey()));

        Uri link = links.Of(Order, ApprovalLinks.Escalation);

        Assert.Equal($"https://inventory.example.com/api/purchase-orders/{Id}/decision", link.GetLeftPart(UriPartial.Path));
        TaskToken token = Assert.IsType<TaskTokenReading.Valid>(links.Read(Id, TokenOf(link))).Token;
        Assert.Equal($"CreatePurchaseOrder_{Id}", token.Instance);
        Assert.Equal(Order.ExpiresAt, token.ExpiresAt);
        Assert.Equal("escalation", token.Audience);
    }

    [Fact]
    public void Read_OfAnotherOrdersToken_IsForged()
    {
        ApprovalLinks links = TestTokens.Approval(TestTokens.With(_clock, TestTokens.NewKey()));
        string? token = TokenOf(links.Of(Order with { PurchaseOrderId = "0197a1b2-0000-7000-8000-000000000002" }, ApprovalLinks.Administrator));

        Assert.IsType<TaskTokenReading.Forged>(links.Read(Id, token));
        _clock.Advance(TimeSpan.FromDays(31));
        Assert.IsType<TaskTokenReading.Forged>(links.Read(Id, token));
    }

    [Fact]
    public void Read_OnceTheOrderHasExpired_IsExpired()
    {
        ApprovalLinks links = TestTokens.Approval(TestTokens.With(_clock, TestTokens.NewKey()));
        string? token = TokenOf(links.Of(Order, ApprovalLinks.Administrator));

        _clock.Advance(TimeSpan.FromDays(30));

        Assert.IsType<TaskTokenReading.Expired>(links.Read(Id, token));
    }

    private static string? TokenOf(Uri link) => HttpUtility.ParseQueryString(link.Query)["token"];
}
