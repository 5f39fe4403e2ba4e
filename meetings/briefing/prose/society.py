"""Education, health, culture, social policy."""

from meetings.briefing.measures import indicator_of
from meetings.briefing.prose.clauses import gathered, incident, shared, summed
from meetings.briefing.prose.model import Draft
from meetings.briefing.prose.wording import compose
from reports.facts import BriefingFacts

EDUCATION, HEALTH, CULTURE, SOCIAL = "education", "health", "culture", "social"


def attendance(facts: BriefingFacts) -> Draft:
    """Say the share of pupils who attend: Σ attending / Σ enrolled."""
    parts = (shared(facts, "EDU_ATTEND", "EDU_ENROL", "tỷ lệ học sinh đi học chuyên cần đạt {}"),)
    return compose(f"{EDUCATION}.attendance", EDUCATION, "education_attendance", parts)


def care(facts: BriefingFacts) -> Draft:
    """Say consultations, communicable disease cases and insurance coverage."""
    parts = (
        summed(facts, "HEA_VISITS", "khám và chữa bệnh cho {} người"),
        *gathered(
            (incident(facts, "HEA_CASES", "ghi nhận", "mắc bệnh truyền nhiễm"),),
            "không ghi nhận ca",
        ),
        shared(facts, "HEA_INSURED", "SOC_POPULATION", "tỷ lệ bao phủ bảo hiểm y tế đạt {}"),
    )
    return compose(f"{HEALTH}.care", HEALTH, "health_care", parts)


def activities(facts: BriefingFacts) -> Draft:
    """Say how many events were held and the share of families that meet the cultured standard."""
    parts = (
        summed(facts, "CUL_EVENTS", "tổ chức {} văn hóa, thể thao"),
        shared(facts, "CUL_FAMILY", "SOC_HOUSEHOLDS", "gia đình đạt chuẩn văn hóa chiếm {} tổng số hộ"),
    )
    return compose(f"{CULTURE}.activities", CULTURE, "culture_activities", parts)


def policy(facts: BriefingFacts) -> Draft:
    """Say who was paid, who found work since January, and the poverty rate."""
    rate = indicator_of(facts, "SOC_POOR_PCT")
    parts = (
        summed(facts, "SOC_BENEFIT", "chi trả chế độ cho {} thuộc diện chính sách"),
        summed(facts, "SOC_JOBS", "số lao động có việc làm mới từ đầu năm là {}"),
        shared(
            facts,
            "SOC_POOR",
            "SOC_HOUSEHOLDS",
            "tỷ lệ hộ nghèo là {}",
            decimals=rate.decimals if rate else 1,
        ),
    )
    return compose(f"{SOCIAL}.policy", SOCIAL, "social_policy", parts)
